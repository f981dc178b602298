/* needs: core.h */
/* Numbers of 16 bits (IEEE 754's binary16, NumPy's float16) as C floats, and back, rounded to the nearest. */
static inline SMELT_UNUSED float smelt_half_value(unsigned short half)
{
    const unsigned exponent = half >> 10 & 31, fraction = half & 0x3ff;
    unsigned bits = (unsigned)(half & 0x8000) << 16;
    float value;
    if (exponent == 0) {
        value = (float)fraction * 5.9604644775390625e-8f; /* 2 ** -24 */
        return bits != 0 ? -value : value;
    }
    bits |= (exponent == 31 ? 255 : exponent + 112) << 23 | fraction << 13;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline SMELT_UNUSED unsigned short smelt_half_of(float value)
{
    unsigned bits, size, half;
    memcpy(&bits, &value, sizeof bits);
    size = bits & 0x7fffffff;
    if (size > 0x7f800000) { /* not a number: what it says is kept, but never becomes infinity */
        half = (size >> 13 & 0x3ff) != 0 ? 0x7c00 | (size >> 13 & 0x3ff) : 0x7c01;
    } else if (size >= 0x477ff000) { /* 65520 and more round to infinity */
        half = 0x7c00;
    } else if (size >= 0x38800000) {
        half = (size + 0xfff + (size >> 13 & 1) - 0x38000000) >> 13;
    } else if (size <= 0x33000000) {
        half = 0;
    } else { /* a number without a leading 1 */
        const unsigned shift = 126 - (size >> 23), digits = (size & 0x7fffff) | 0x800000;
        const unsigned rest = digits & ((1u << shift) - 1), middle = 1u << (shift - 1);
        half = digits >> shift;
        half += rest > middle || (rest == middle && (half & 1));
    }
    return (unsigned short)(half | (bits >> 16 & 0x8000));
}
