using System.Collections.Frozen;
using OpenClaw.Tenancy.Tokens.Keys;

namespace OpenClaw.Tenancy.Tokens;

/// <summary>The keys of one token issuer, all of one algorithm. The first one signs, and each verifies that is active or retiring.</summary>
/// <remarks>Immutable and safe for use by many threads. Its text names the keys and shows nothing of them.</remarks>
public sealed class TokenKeyRing
{
    private readonly FrozenDictionary<string, TokenKey> _byId;

    private TokenKeyRing(TokenKey[] keys)
    {
        Keys = Array.AsReadOnly(keys);
        _byId = keys.ToFrozenDictionary(static k => k.KeyId, StringComparer.Ordinal);
    }

    /// <summary>The keys, the signing one first.</summary>
    public IReadOnlyList<TokenKey> Keys { get; }

    /// <summary>The key that signs.</summary>
    public TokenKey Active => Keys[0];

    /// <summary>The one algorithm of all its keys: <c>ES256</c> or <c>HS256</c>.</summary>
    public string Algorithm => Active.Algorithm;

    internal bool IsSymmetric => Active.IsSymmetric;

    /// <summary>Makes a ring of one new ES256 key.</summary>
    /// <returns>The ring.</returns>
    public static TokenKeyRing CreateEs256() => From(TokenKey.CreateEs256());

    /// <summary>Makes a ring of one new HS256 key. Only for a process that verifies what it minted itself.</summary>
    /// <returns>The ring.</returns>
    public static TokenKeyRing CreateHs256() => From(TokenKey.CreateHs256());

    /// <summary>Makes a ring of keys.</summary>
    /// <param name="keys">The keys, the signing one first.</param>
    /// <returns>The ring.</returns>
    /// <exception cref="ArgumentException">There is no key, two have one id, they are not of one algorithm, or the first one cannot sign.</exception>
    public static TokenKeyRing From(params IReadOnlyList<TokenKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0 || keys.Any(static k => k is null) || keys.DistinctBy(static k => k.KeyId, StringComparer.Ordinal).Count() != keys.Count)
        {
            throw new ArgumentException("A ring has one key or more, and each has an id of its own.", nameof(keys));
        }

        if (!keys[0].CanSign)
        {
            throw new ArgumentException("The first key of a ring signs. Put an active key with its private half first.", nameof(keys));
        }

        // SECURITY: a public key must never be taken for a secret one, so one ring is of one algorithm.
        return keys.All(k => string.Equals(k.Algorithm, keys[0].Algorithm)) ? new TokenKeyRing([.. keys]) : throw new ArgumentException(
            "A ring is of one algorithm. Put ES256 and HS256 keys into rings of their own.", nameof(keys));
    }

    /// <summary>Reads a ring from a file.</summary>
    /// <param name="path">The file: a JWK set (RFC 7517) that its owner alone may read.</param>
    /// <returns>The ring.</returns>
    /// <exception cref="TenancyConfigurationException">The file cannot be read, is open to others, or is no key file. The message shows nothing of its contents.</exception>
    public static TokenKeyRing Load(string path) => KeyRingFile.Load(path);

    /// <summary>Reads a ring from environment variables. The first one's first key signs; the others are there for a rotation.</summary>
    /// <param name="variables">The names of the variables. Each holds a JWK set, or 32 random bytes or more in base64url, the secret of an HS256 key.</param>
    /// <returns>The ring.</returns>
    /// <exception cref="TenancyConfigurationException">A variable is not set, empty, too short, plainly not random, or no JWK set; or their keys make no ring. The message shows nothing of them.</exception>
    public static TokenKeyRing FromEnvironment(params ReadOnlySpan<string> variables) => KeyRingEnvironment.Load(variables);

    /// <summary>Reads a ring from a file, or makes the ring and the file when there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="create">Makes the ring, such as <see cref="CreateEs256"/>.</param>
    /// <returns>What is in the file. Of several processes that start at once the first one's ring wins, and the others read it.</returns>
    /// <exception cref="TenancyConfigurationException">The file cannot be read or written, is open to others, or is no key file.</exception>
    public static TokenKeyRing LoadOrCreate(string path, Func<TokenKeyRing> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(create);
        if (!File.Exists(path))
        {
            KeyRingFile.TrySave(create(), path);
        }

        return KeyRingFile.Load(path);
    }

    /// <summary>A ring with a new signing key. Its other keys verify until the overlap is over.</summary>
    /// <param name="next">The key that signs from now on.</param>
    /// <param name="now">The moment of the rotation. Keys that ended before are left out.</param>
    /// <param name="overlap">How long the other keys still verify: at least the longest life of a token and the clock skew.</param>
    /// <returns>The new ring; this one stays as it is.</returns>
    /// <exception cref="ArgumentException">The key cannot sign, is of another algorithm, or its id is taken.</exception>
    public TokenKeyRing Rotate(TokenKey next, DateTimeOffset now, TimeSpan overlap)
    {
        ArgumentNullException.ThrowIfNull(next);
        return From([next, .. Keys.Select(k => k.Retire(now + overlap)).Where(k => k.State == TokenKeyState.Revoked || k.VerifiesAt(now))]);
    }

    /// <summary>A ring in which a key is revoked.</summary>
    /// <param name="keyId">The key's id.</param>
    /// <returns>The new ring; this one stays as it is.</returns>
    /// <exception cref="ArgumentException">There is no such key, or it is the signing one: rotate with an overlap of zero then.</exception>
    public TokenKeyRing Revoke(string keyId)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        return Find(keyId) is { } key && !ReferenceEquals(key, Active)
            ? From([.. Keys.Select(k => ReferenceEquals(k, key) ? k.Revoke() : k)])
            : throw new ArgumentException("The ring has no such key, or it is the one that signs. Rotate with an overlap of zero to end that one.", nameof(keyId));
    }

    /// <summary>Writes the ring to a new file that its owner alone may read (mode 600 on Unix), whole or not at all.</summary>
    /// <param name="path">The file. One that is there already stays as it is.</param>
    /// <exception cref="TenancyConfigurationException">The file is there already, or cannot be written.</exception>
    public void Save(string path)
    {
        if (!KeyRingFile.TrySave(this, path))
        {
            throw KeyRingFile.Refused(path, "is there already, and keys are never written over. Choose another path, or load it with TokenKeyRing.Load.");
        }
    }

    /// <summary>Names the keys.</summary>
    /// <returns>Their ids and algorithm.</returns>
    public override string ToString() => string.Join(", ", Keys);

    /// <summary>The key of exactly this id, or null. One at most: a token is never tried with several keys.</summary>
    internal TokenKey? Find(string keyId) => _byId.GetValueOrDefault(keyId);
}
