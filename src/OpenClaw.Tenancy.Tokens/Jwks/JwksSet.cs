using System.Collections.Frozen;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>The keys of one good answer that can be used here. Immutable.</summary>
internal sealed class JwksSet(IEnumerable<TokenKey> keys)
{
    private readonly FrozenDictionary<string, TokenKey> _byId = keys.ToFrozenDictionary(static k => k.KeyId, StringComparer.Ordinal);

    internal IReadOnlyList<TokenKey> Keys => _byId.Values;

    /// <summary>The key of exactly this id, or null.</summary>
    internal TokenKey? Find(string keyId) => _byId.GetValueOrDefault(keyId);
}
