using System.Security.Cryptography;
using System.Text;
using OpenClaw.Tenancy.Tokens.Reading;

namespace OpenClaw.Tenancy.Tokens.Keys;

/// <summary>A key ring from environment variables: each holds a JWK set, or the secret of one HS256 key.</summary>
internal static class KeyRingEnvironment
{
    private const string Fix = "Put 32 random bytes in base64url there, as of 'openssl rand -base64 32 | tr '+/' '-_' | tr -d '='', or a JWK set.";

    internal static TokenKeyRing Load(ReadOnlySpan<string> variables)
    {
        List<TokenKey> keys = [];
        foreach (string variable in variables)
        {
            ArgumentException.ThrowIfNullOrEmpty(variable, nameof(variables));
            keys.AddRange(Read(variable, Environment.GetEnvironmentVariable(variable)?.Trim()));
        }

        try
        {
            return TokenKeyRing.From(keys);
        }
        catch (ArgumentException exception)
        {
            throw new TenancyConfigurationException([$"The environment variables {string.Join(", ", variables)} make no key ring. {exception.Message}"]);
        }
    }

    private static IReadOnlyList<TokenKey> Read(string variable, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            throw Refused(variable, $"is not set or empty. {Fix}");
        }

        if (text.StartsWith('{'))
        {
            return KeyRingJson.TryRead(Encoding.UTF8.GetBytes(text), out TokenKeyRing? ring) ? ring.Keys : throw Refused(
                variable, "is no JWK set of signing keys, or a part of it is missing. Put the contents of a file there that TokenKeyRing.Save wrote.");
        }

        if (!CanonicalBase64Url.TryDecode(text, out byte[]? secret))
        {
            throw Refused(variable, $"is not base64url without padding. {Fix}");
        }

        if (!StrongSecret.IsOne(secret))
        {
            throw Refused(variable, $"{(secret.Length < TokenKey.MinSecretBytes ? $"holds fewer than {TokenKey.MinSecretBytes} bytes" : "holds a word or a pattern and no random bytes")}. {Fix}");
        }

        return [new TokenKey(IdOf(secret), TokenFormat.Hs256, JsonWebKeys.FromSecret(text))];
    }

    // The same secret has the same id in each start; nothing of the secret can be read from it.
    private static string IdOf(byte[] secret) => Convert.ToHexStringLower(HMACSHA256.HashData(secret, "oc-tenant key id"u8)[..16]);

    private static TenancyConfigurationException Refused(string variable, string why) => new([$"The environment variable '{variable}' {why}"]);
}
