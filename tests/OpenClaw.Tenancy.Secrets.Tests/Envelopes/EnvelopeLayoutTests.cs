using System.Security.Cryptography;
using System.Text;
using OpenClaw.Tenancy.Secrets.Envelopes;

namespace OpenClaw.Tenancy.Secrets.Tests.Envelopes;

/// <summary>
/// What was sealed once opens for good. The texts were made from the layout by another implementation (pyca/cryptography 48.0.0), which
/// follows RFC 5869 for HKDF-SHA256 and NIST SP 800-38D for AES-256-GCM: of fields, each behind its length in four bytes with the highest
/// first, text in ASCII and numbers in eight bytes, the first seven are the info, and all eleven are the additional data.
/// </summary>
public sealed class EnvelopeLayoutTests
{
    private const string Common = "v1.AAECAwQFBgcICQoLDA0ODw.ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8.EY5HNogkOoe-FANy9iyjVyW2eef5MHiHhowZtzCmeIg.QEFCQ0RFRkdISUpL.";
    private const string Open = Common + "_qGEvZuIMEO2MireU3Oc_tDjKV_zi3uoWg";
    private const string Closing = Common + "_qGEvZuIMEO2eTA4U_vJsIIiAiZyRueaCg";

    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];

    [Theory]
    [InlineData(Open, null, null, 155, "dc4133647f9a13dd8b7d927410479413e71e3c34398bbe895245ffa0f5f14f7b")]
    [InlineData(Closing, 638_000_000_000_000_002, 638_000_000_000_000_003, 171, "922279f7630e6e66d51084763902aa986551107bdaa44ff33ed06f98c22728fc")]
    public void What_another_implementation_sealed_opens(string text, long? ends, long? closed, int size, string sha256)
    {
        var place = new SealedPlace("acme", "openai", "EBESExQVFhcYGRobHB0eHw", 3, "secret", new SealedTimes(638_000_000_000_000_000, 638_000_000_000_000_001, ends, closed));
        byte[] binding = new byte[SealedBinding.MaxSize];

        Assert.Equal(size, SealedBinding.Write(binding, place, "AAECAwQFBgcICQoLDA0ODw", out int info));
        Assert.Equal(123, info);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(binding.AsSpan(0, size))));
        Assert.True(Envelope.TryOpen(Key, text, place, 64 * 1024, out byte[]? value));
        Assert.Equal("the value", Encoding.ASCII.GetString(value));
    }
}
