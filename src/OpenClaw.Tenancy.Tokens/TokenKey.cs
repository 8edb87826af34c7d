using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using OpenClaw.Tenancy.Tokens.Keys;

namespace OpenClaw.Tenancy.Tokens;

/// <summary>A key that signs and verifies tokens with one algorithm, and with no other.</summary>
/// <remarks>Immutable and safe for use by many threads. Its text names the key and shows nothing of it.</remarks>
public sealed class TokenKey
{
    internal const int MinSecretBytes = 32;

    private readonly JsonWebKey? _secret;

    internal TokenKey(string keyId, string algorithm, JsonWebKey secret)
        : this(keyId, algorithm, Named(keyId, secret), JsonWebKeys.PublicHalf(secret))
    {
    }

    private TokenKey(
        string keyId, string algorithm, JsonWebKey? secret, JsonWebKey verifier, TokenKeyState state = TokenKeyState.Active, DateTimeOffset? verifiesUntil = null)
    {
        (KeyId, Algorithm, _secret, Verifier) = (keyId, algorithm, secret, verifier);
        (State, VerifiesUntil) = (state, verifiesUntil);
    }

    /// <summary>The key's id, the <c>kid</c> of its tokens. Compared by ordinal, and never a path or an address.</summary>
    public string KeyId { get; }

    /// <summary>The one algorithm that the key is for: <c>ES256</c> or <c>HS256</c>.</summary>
    public string Algorithm { get; }

    /// <summary>What the key still does.</summary>
    /// <value>Default: <see cref="TokenKeyState.Active"/>.</value>
    public TokenKeyState State { get; }

    /// <summary>The moment from which a retiring key verifies no more; null in every other state.</summary>
    public DateTimeOffset? VerifiesUntil { get; }

    internal bool IsSymmetric => string.Equals(Algorithm, TokenFormat.Hs256);

    /// <summary>Whether it can sign: of an issuer elsewhere there is the public half alone.</summary>
    public bool CanSign => _secret is not null && State == TokenKeyState.Active;

    internal JsonWebKey Secret => _secret is { } secret && CanSign ? secret : throw new InvalidOperationException("The key cannot sign: only its public half is here, or it is active no more.");

    /// <summary>What verifies: of an asymmetric key the public half alone.</summary>
    internal JsonWebKey Verifier { get; }

    /// <summary>Makes a key for ECDSA on P-256 with SHA-256.</summary>
    /// <returns>The key, under a random id.</returns>
    public static TokenKey CreateEs256()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new TokenKey(NewId(), TokenFormat.Es256, JsonWebKeys.FromParameters(ecdsa.ExportParameters(includePrivateParameters: true)));
    }

    /// <summary>Makes a key for HMAC with SHA-256, from 256 random bits. Only for a process that verifies what it minted itself.</summary>
    /// <returns>The key, under a random id.</returns>
    public static TokenKey CreateHs256() => new(
        NewId(), TokenFormat.Hs256, JsonWebKeys.FromSecret(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(MinSecretBytes))));

    /// <summary>The same key, which signs no more and verifies until a moment. Where the algorithm allows it the private half is gone.</summary>
    /// <param name="until">The moment. A key that retires already keeps the earlier one.</param>
    /// <returns>The retiring key; a revoked one stays revoked.</returns>
    public TokenKey Retire(DateTimeOffset until) => State switch
    {
        TokenKeyState.Active => new(KeyId, Algorithm, IsSymmetric ? _secret : null, Verifier, TokenKeyState.Retiring, until),
        TokenKeyState.Retiring when until < VerifiesUntil => new(KeyId, Algorithm, _secret, Verifier, TokenKeyState.Retiring, until),
        _ => this,
    };

    /// <summary>What is left of the key when it is revoked: its id, so that it is known to be no key.</summary>
    /// <returns>The revoked key.</returns>
    public TokenKey Revoke() => Revoked(KeyId, Algorithm);

    internal static TokenKey Revoked(string keyId, string algorithm) => new(keyId, algorithm, secret: null, new JsonWebKey(), TokenKeyState.Revoked);

    /// <summary>Whether tokens of the key are accepted at a moment.</summary>
    internal bool VerifiesAt(DateTimeOffset moment) => State switch
    {
        TokenKeyState.Active => true,
        TokenKeyState.Retiring => moment < VerifiesUntil,
        _ => false,
    };

    // SECURITY: a key id can come to mean another key; a token is good under the key alone that verified it.
    internal bool IsSameKeyAs(TokenKey other) => ReferenceEquals(Verifier, other.Verifier)
        || (string.Equals(KeyId, other.KeyId) && string.Equals(Algorithm, other.Algorithm) && JsonWebKeys.AreSame(Verifier, other.Verifier));

    /// <summary>A key of another issuer, of which the public half alone is known.</summary>
    internal static TokenKey FromPublic(string keyId, string algorithm, JsonWebKey verifier) => new(keyId, algorithm, secret: null, Named(keyId, verifier));

    /// <summary>Names the key.</summary>
    /// <returns>Its id and algorithm.</returns>
    public override string ToString() => $"{Algorithm} key {KeyId}";

    private static JsonWebKey Named(string keyId, JsonWebKey key)
    {
        key.KeyId = keyId;

        // A factory of its own: the process-wide one is anybody's to change.
        key.CryptoProviderFactory = new CryptoProviderFactory();
        return key;
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
