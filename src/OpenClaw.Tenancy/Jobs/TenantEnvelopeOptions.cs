using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>The bounds of envelopes, and whose signatures open them. Read once at start: later changes throw.</summary>
public sealed class TenantEnvelopeOptions
{
    private readonly List<VerificationKey> _former = [];
    private bool _frozen;

    /// <summary>How long an envelope may live. It may outlive the token by which it was asked for, and nothing else that the token stood for.</summary>
    /// <value>Default: 24 hours. One second or more and at most 30 days.</value>
    public TimeSpan MaxLifetime { get; set => field = Free(value); } = TimeSpan.FromHours(24);

    /// <summary>How many bytes a body may have.</summary>
    /// <value>Default: 64 KiB. From 1 to 16 MiB.</value>
    public int MaxBodyBytes { get; set => field = Free(value); } = 64 * 1024;

    internal IReadOnlyList<VerificationKey> Former => _former;

    /// <summary>Opens what another key has sealed: the host's own former one, until the last envelope under it has ended, or that of another process.</summary>
    /// <param name="key">The public key. Whoever holds its private half seals for every tenant.</param>
    /// <returns>These options.</returns>
    public TenantEnvelopeOptions AlsoTrust(VerificationKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        _former.Add(Free(key));
        return this;
    }

    internal void Freeze() => _frozen = true;

    private T Free<T>(T value) => !_frozen ? value : throw new InvalidOperationException(
        "The options of envelopes are fixed when the host starts. Set them in AddTenantEnvelopes, and start the process anew to change them.");
}
