namespace OpenClaw.Tenancy.Tests;

/// <summary>A digest is all of its 256 bits, and nothing of another length or spelling is one.</summary>
public sealed class Digest256Tests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(1, Digest256.Length).Select(static n => (byte)n)];

    [Fact]
    public void One_other_bit_anywhere_makes_another_digest()
    {
        var digest = Digest256.FromBytes(Bytes);
        for (int bit = 0; bit < Digest256.Length * 8; bit++)
        {
            byte[] changed = [.. Bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            var other = Digest256.FromBytes(changed);

            Assert.False(digest.Equals(other) || digest == other || digest.Equals((object)other) || !(digest != other), $"bit {bit}");
        }
    }

    [Fact]
    public void Same_bytes_are_the_same_digest_by_every_way()
    {
        var digest = Digest256.FromBytes(Bytes);
        var copied = new byte[Digest256.Length];
        digest.CopyTo(copied);

        Assert.Equal(Bytes, copied);
        Assert.True(Digest256.TryFrom(digest.ToString(), out Digest256 read));
        Assert.True(digest == read && digest.Equals((object)read) && digest.GetHashCode() == read.GetHashCode());
        Assert.Equal(Convert.ToHexStringLower(Bytes), digest.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    public void Other_lengths_are_refused(int length) =>
        Assert.Equal("bytes", Assert.Throws<ArgumentException>(() => Digest256.FromBytes(new byte[length])).ParamName);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2")]
    [InlineData("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f200")]
    [InlineData("0102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F20")]
    [InlineData("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2g")]
    [InlineData(" 102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20")]
    public void Other_texts_are_none(string? text)
    {
        Assert.False(Digest256.TryFrom(text, out Digest256 digest));
        Assert.Equal(default, digest);
    }
}
