/* needs: core.h methods.h */
SMELT_METHOD1(smelt_bytes_startswith_object, PyBytes_Type, "startswith")
SMELT_METHOD1(smelt_bytes_endswith_object, PyBytes_Type, "endswith")
SMELT_METHOD1(smelt_bytes_join, PyBytes_Type, "join")
SMELT_METHOD0(smelt_bytes_decode, PyBytes_Type, "decode")
#define smelt_bytes_startswith(s, o) smelt_truth(smelt_bytes_startswith_object(s, o))
#define smelt_bytes_endswith(s, o) smelt_truth(smelt_bytes_endswith_object(s, o))
