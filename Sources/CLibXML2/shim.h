// libxml2, for XML Schema 1.0 (Debian: libxml2-dev).
#include <libxml/xmlversion.h>
// Its headers would bring in those of ICU, which Foundation has in another version. Only a type that is not used here depends
// on it.
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlIO.h>
#include <libxml/xmlschemas.h>
