#ifndef EMBEDDED_H
#define EMBEDDED_H

#include <stddef.h>

/// A file that the program carries within it, for as long as it runs.
typedef struct {
    const unsigned char *start;
    size_t count;
} EmbeddedFile;

/// In Swift each is a property of the type: `EmbeddedFile.rules_yaml`.
#define EMBEDDED(name) \
    EmbeddedFile embedded_##name(void) __attribute__((swift_name("getter:EmbeddedFile." #name "()")));

EMBEDDED(api_en_json)
EMBEDDED(api_nl_json)
EMBEDDED(codes_en_json)
EMBEDDED(codes_nl_json)
EMBEDDED(collaboration_en_json)
EMBEDDED(collaboration_nl_json)
EMBEDDED(common_en_json)
EMBEDDED(common_nl_json)
EMBEDDED(day_en_json)
EMBEDDED(day_nl_json)
EMBEDDED(dossier_en_json)
EMBEDDED(dossier_nl_json)
EMBEDDED(errors_en_json)
EMBEDDED(errors_nl_json)
EMBEDDED(guides_en_json)
EMBEDDED(guides_nl_json)
EMBEDDED(members_en_json)
EMBEDDED(members_nl_json)
EMBEDDED(partners_en_json)
EMBEDDED(partners_nl_json)
EMBEDDED(public_en_json)
EMBEDDED(public_nl_json)
EMBEDDED(sharing_en_json)
EMBEDDED(sharing_nl_json)
EMBEDDED(signpost_en_json)
EMBEDDED(signpost_nl_json)
EMBEDDED(signs_en_json)
EMBEDDED(signs_nl_json)
EMBEDDED(staff_en_json)
EMBEDDED(staff_nl_json)
EMBEDDED(abroad_txt)
EMBEDDED(branches_yaml)
EMBEDDED(crossings_txt)
EMBEDDED(municipalities_csv)
EMBEDDED(passwords_txt)
EMBEDDED(points_yaml)
EMBEDDED(postcodes_txt)
EMBEDDED(regions_yaml)
EMBEDDED(rules_yaml)
EMBEDDED(signs_json)
EMBEDDED(baken_css)
EMBEDDED(baken_js)
EMBEDDED(favicon_svg)
EMBEDDED(openapi_json)

#endif
