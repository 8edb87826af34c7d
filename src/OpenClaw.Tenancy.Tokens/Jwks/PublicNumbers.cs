using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using OpenClaw.Tenancy.Tokens.Keys;
using OpenClaw.Tenancy.Tokens.Reading;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>Reads the numbers that make a public key, in their one spelling, and has the platform take them.</summary>
internal static class PublicNumbers
{
    private const int MinModulus = 2048 / 8;
    private const int MaxModulus = 8192 / 8;
    private const int MinExponent = 65_537;
    private const int Coordinate = 32;

    /// <summary>An RSA key of 2,048 to 8,192 bits, or null.</summary>
    internal static JsonWebKey? ReadRsa(JsonElement element)
    {
        // SECURITY: no leading zeros, so that the length in bytes is the strength; an even modulus or a small exponent is no key.
        if (!TryRead(element, "n"u8, out string? n, out byte[] modulus) || modulus.Length is < MinModulus or > MaxModulus
            || modulus[0] == 0 || (modulus.Length == MinModulus && modulus[0] < 0x80) || (modulus[^1] & 1) == 0)
        {
            return null;
        }

        if (!TryRead(element, "e"u8, out string? e, out byte[] exponent) || exponent.Length is < 3 or > 4
            || exponent[0] == 0 || (exponent[^1] & 1) == 0 || Number(exponent) < MinExponent)
        {
            return null;
        }

        return Takes(() => RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent })) ? new JsonWebKey { Kty = JsonWebAlgorithmsKeyTypes.RSA, N = n, E = e } : null;
    }

    /// <summary>A key whose point is on P-256, or null.</summary>
    internal static JsonWebKey? ReadPoint(JsonElement element) =>
        TryRead(element, "x"u8, out string? x, out byte[] first) && first.Length == Coordinate
        && TryRead(element, "y"u8, out string? y, out byte[] second) && second.Length == Coordinate
        && Takes(() => ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = first, Y = second } }))
            ? JsonWebKeys.FromPoint(x, y, d: null)
            : null;

    private static bool TryRead(JsonElement element, ReadOnlySpan<byte> member, out string text, out byte[] bytes)
    {
        text = element.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;
        bool reads = CanonicalBase64Url.TryDecode(text, out byte[]? decoded);
        bytes = decoded ?? [];
        return reads;
    }

    private static ulong Number(byte[] bytes)
    {
        ulong number = 0;
        foreach (byte octet in bytes)
        {
            number = (number << 8) | octet;
        }

        return number;
    }

    // The platform refuses a point that is not on the curve when it takes the key.
    private static bool Takes(Func<AsymmetricAlgorithm> create)
    {
        try
        {
            create().Dispose();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
