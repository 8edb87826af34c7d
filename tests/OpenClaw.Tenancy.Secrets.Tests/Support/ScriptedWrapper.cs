using System.Security.Cryptography;
using OpenClaw.Tenancy.Secrets.Keys;

namespace OpenClaw.Tenancy.Secrets.Tests.Support;

/// <summary>A key service that a test sees through: what it was given and gave, and what it is to do instead.</summary>
internal sealed class ScriptedWrapper : ITenantKeyWrapper
{
    private readonly Dictionary<string, byte[]> _kept = [];

    public string KeyId { get; set; } = "kms";

    public bool IsDurable => true;

    /// <summary>Each key that was to be wrapped, in the memory in which it was handed over.</summary>
    public List<ReadOnlyMemory<byte>> Wrapped { get; } = [];

    /// <summary>Each key that was given back, in the array in which it was.</summary>
    public List<byte[]> Unwrapped { get; } = [];

    /// <summary>How often a key was to be unwrapped.</summary>
    public int Asked { get; private set; }

    /// <summary>What is done with a key before it is given back.</summary>
    public Func<byte[], ValueTask<byte[]>> Unwrap { get; set; } = static key => new ValueTask<byte[]>(key);

    public ValueTask<byte[]> WrapAsync(TenantId tenant, string dataKeyId, ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        Wrapped.Add(key);
        byte[] wrapped = RandomNumberGenerator.GetBytes(40);
        _kept[Place(tenant, dataKeyId, KeyId, wrapped)] = key.ToArray();
        return new ValueTask<byte[]>(wrapped);
    }

    public ValueTask<byte[]> UnwrapAsync(TenantId tenant, string dataKeyId, string wrappedBy, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken)
    {
        Asked++;
        byte[] key = _kept.TryGetValue(Place(tenant, dataKeyId, wrappedBy, wrapped.Span), out byte[]? kept) ? [.. kept] : throw new CryptographicException("canary-unwrap");
        Unwrapped.Add(key);
        return Unwrap(key);
    }

    private static string Place(TenantId tenant, string dataKeyId, string wrappedBy, ReadOnlySpan<byte> wrapped) => $"{tenant}/{dataKeyId}/{wrappedBy}/{Convert.ToHexString(wrapped)}";
}
