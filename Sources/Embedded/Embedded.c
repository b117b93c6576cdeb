#include "Embedded.h"

#define NAME embedded_api_en_json
#define PATH "../Words/Catalogues/api.en.json"
#include "file.inc"

#define NAME embedded_api_nl_json
#define PATH "../Words/Catalogues/api.nl.json"
#include "file.inc"

#define NAME embedded_codes_en_json
#define PATH "../Words/Catalogues/codes.en.json"
#include "file.inc"

#define NAME embedded_codes_nl_json
#define PATH "../Words/Catalogues/codes.nl.json"
#include "file.inc"

#define NAME embedded_collaboration_en_json
#define PATH "../Words/Catalogues/collaboration.en.json"
#include "file.inc"

#define NAME embedded_collaboration_nl_json
#define PATH "../Words/Catalogues/collaboration.nl.json"
#include "file.inc"

#define NAME embedded_common_en_json
#define PATH "../Words/Catalogues/common.en.json"
#include "file.inc"

#define NAME embedded_common_nl_json
#define PATH "../Words/Catalogues/common.nl.json"
#include "file.inc"

#define NAME embedded_day_en_json
#define PATH "../Words/Catalogues/day.en.json"
#include "file.inc"

#define NAME embedded_day_nl_json
#define PATH "../Words/Catalogues/day.nl.json"
#include "file.inc"

#define NAME embedded_dossier_en_json
#define PATH "../Words/Catalogues/dossier.en.json"
#include "file.inc"

#define NAME embedded_dossier_nl_json
#define PATH "../Words/Catalogues/dossier.nl.json"
#include "file.inc"

#define NAME embedded_errors_en_json
#define PATH "../Words/Catalogues/errors.en.json"
#include "file.inc"

#define NAME embedded_errors_nl_json
#define PATH "../Words/Catalogues/errors.nl.json"
#include "file.inc"

#define NAME embedded_guides_en_json
#define PATH "../Words/Catalogues/guides.en.json"
#include "file.inc"

#define NAME embedded_guides_nl_json
#define PATH "../Words/Catalogues/guides.nl.json"
#include "file.inc"

#define NAME embedded_members_en_json
#define PATH "../Words/Catalogues/members.en.json"
#include "file.inc"

#define NAME embedded_members_nl_json
#define PATH "../Words/Catalogues/members.nl.json"
#include "file.inc"

#define NAME embedded_partners_en_json
#define PATH "../Words/Catalogues/partners.en.json"
#include "file.inc"

#define NAME embedded_partners_nl_json
#define PATH "../Words/Catalogues/partners.nl.json"
#include "file.inc"

#define NAME embedded_public_en_json
#define PATH "../Words/Catalogues/public.en.json"
#include "file.inc"

#define NAME embedded_public_nl_json
#define PATH "../Words/Catalogues/public.nl.json"
#include "file.inc"

#define NAME embedded_sharing_en_json
#define PATH "../Words/Catalogues/sharing.en.json"
#include "file.inc"

#define NAME embedded_sharing_nl_json
#define PATH "../Words/Catalogues/sharing.nl.json"
#include "file.inc"

#define NAME embedded_signpost_en_json
#define PATH "../Words/Catalogues/signpost.en.json"
#include "file.inc"

#define NAME embedded_signpost_nl_json
#define PATH "../Words/Catalogues/signpost.nl.json"
#include "file.inc"

#define NAME embedded_signs_en_json
#define PATH "../Words/Catalogues/signs.en.json"
#include "file.inc"

#define NAME embedded_signs_nl_json
#define PATH "../Words/Catalogues/signs.nl.json"
#include "file.inc"

#define NAME embedded_staff_en_json
#define PATH "../Words/Catalogues/staff.en.json"
#include "file.inc"

#define NAME embedded_staff_nl_json
#define PATH "../Words/Catalogues/staff.nl.json"
#include "file.inc"

#define NAME embedded_abroad_txt
#define PATH "../Signpost/Data/abroad.txt"
#include "file.inc"

#define NAME embedded_branches_yaml
#define PATH "../Signpost/Data/branches.yaml"
#include "file.inc"

#define NAME embedded_crossings_txt
#define PATH "../Signpost/Data/crossings.txt"
#include "file.inc"

#define NAME embedded_municipalities_csv
#define PATH "../Signpost/Data/municipalities.csv"
#include "file.inc"

#define NAME embedded_passwords_txt
#define PATH "../Organisations/Passwords/passwords.txt"
#include "file.inc"

#define NAME embedded_points_yaml
#define PATH "../Signpost/Data/points.yaml"
#include "file.inc"

#define NAME embedded_postcodes_txt
#define PATH "../Signpost/Data/postcodes.txt"
#include "file.inc"

#define NAME embedded_regions_yaml
#define PATH "../Signpost/Data/regions.yaml"
#include "file.inc"

#define NAME embedded_rules_yaml
#define PATH "../Signpost/Data/rules.yaml"
#include "file.inc"

#define NAME embedded_signs_json
#define PATH "../Reporting/Reference/signs.json"
#include "file.inc"

#define NAME embedded_baken_css
#define PATH "../Site/Assets/baken.css"
#include "file.inc"

#define NAME embedded_baken_js
#define PATH "../Site/Assets/baken.js"
#include "file.inc"

#define NAME embedded_favicon_svg
#define PATH "../Site/Assets/favicon.svg"
#include "file.inc"

#define NAME embedded_openapi_json
#define PATH "../API/Document/openapi.json"
#include "file.inc"
