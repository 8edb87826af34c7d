using System.Buffers.Binary;

namespace OpenClaw.Tenancy.Secrets.Tests.Envelopes;

/// <summary>The field that GHASH counts in (NIST SP 800-38D, 6.3): the first bit of a block is the lowest power.</summary>
internal static class Gf128
{
    private static readonly UInt128 Reduction = new(0xE100_0000_0000_0000, 0);

    internal static UInt128 Read(ReadOnlySpan<byte> block) => BinaryPrimitives.ReadUInt128BigEndian(block);

    internal static byte[] Write(UInt128 element)
    {
        byte[] block = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(block, element);
        return block;
    }

    internal static UInt128 Multiply(UInt128 left, UInt128 right)
    {
        UInt128 product = 0;
        for (int bit = 127; bit >= 0; bit--)
        {
            product ^= ((left >> bit) & 1) == 1 ? right : 0;
            right = (right & 1) == 1 ? (right >> 1) ^ Reduction : right >> 1;
        }

        return product;
    }

    internal static UInt128 Power(UInt128 element, int exponent) =>
        Enumerable.Repeat(element, exponent).Aggregate(UInt128.One << 127, Multiply);

    /// <summary>The element to the power of 2^128 - 2.</summary>
    internal static UInt128 Inverse(UInt128 element)
    {
        UInt128 result = UInt128.One << 127;
        for (int i = 0; i < 127; i++)
        {
            element = Multiply(element, element);
            result = Multiply(result, element);
        }

        return result;
    }
}
