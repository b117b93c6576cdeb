#ifndef CSQLITE_H
#define CSQLITE_H

/// Switches off on a SQLite connection what a database file could do by itself: its triggers and views run nothing, its
/// schema is not trusted, and SQL cannot change the file behind SQLite's back. Returns 0, or the result code.
///
/// In C because `sqlite3_db_config` takes a variable number of arguments, which Swift cannot pass.
int csqlite_harden(void *connection);

#endif
