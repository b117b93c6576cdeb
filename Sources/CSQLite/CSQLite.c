#include "CSQLite.h"

#include <sqlite3.h>

static int set(sqlite3 *connection, int option, int wanted) {
    int now = -1;
    int code = sqlite3_db_config(connection, option, wanted, &now);
    if (code != SQLITE_OK) return code;
    return now == wanted ? SQLITE_OK : SQLITE_ERROR;
}

int csqlite_harden(void *connection) {
    int code = set(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
    if (code == SQLITE_OK) code = set(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0);
    if (code == SQLITE_OK) code = set(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
    if (code == SQLITE_OK) code = set(connection, SQLITE_DBCONFIG_DEFENSIVE, 1);
    return code;
}
