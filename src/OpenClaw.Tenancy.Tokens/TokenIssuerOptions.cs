using System.Collections.Frozen;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Tokens;

/// <summary>How the host issues and accepts its own tenant tokens. Read once when the host starts.</summary>
/// <remarks>Used at start, by one thread.</remarks>
public sealed class TokenIssuerOptions : TokenOptions
{
    private readonly HashSet<string> _audiences = new(StringComparer.Ordinal);
    private Func<TenantId, string, bool>? _mayAddress;
    private bool _registered;

    internal TokenIssuerOptions(TenantIssuerOptions speaks)
        : base(speaks)
    {
    }

    /// <summary>The keys that tokens are signed and verified with. They can be rotated while the host runs, and are what they were after a restart.</summary>
    /// <value>Default: null. The host starts with this or with <see cref="RingFile"/>.</value>
    public TokenKeyRing? Ring { get; set; }

    /// <summary>The key file that tokens are signed and verified with, as <see cref="TokenKeyRing.Save"/> writes it. It is read again while the host runs.</summary>
    /// <value>Default: null. The host starts with this or with <see cref="Ring"/>.</value>
    public string? RingFile { get; set; }

    /// <summary>How often the key file is read again.</summary>
    /// <value>Default: 5 seconds. A revoked key is refused after so long in every process that reads the file.</value>
    public TimeSpan RingReloadEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the last good keys serve while the key file cannot be read. Then every token is refused, and none is minted.</summary>
    /// <value>Default: 1 minute.</value>
    public TimeSpan RingMaxAge { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether tokens say with which generation they were minted (<c>gen</c>).</summary>
    /// <value>Default: true. Set it to false for runtimes whose directory is their own: the number means nothing there.</value>
    public bool WriteGeneration { get; set; } = true;

    /// <summary>Lets tokens be minted for other runtimes.</summary>
    /// <param name="audiences">Their ids.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">An id is empty.</exception>
    public TokenIssuerOptions AllowAudiences(params ReadOnlySpan<string> audiences)
    {
        foreach (string audience in audiences)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(audience, nameof(audiences));
            _audiences.Add(audience);
        }

        return this;
    }

    /// <summary>Lets tokens of a tenant be minted for other runtimes, such as the one that the tenant is registered with.</summary>
    /// <param name="mayAddress">Says whether a token of the tenant may be for the runtime. Called at each minting for one, by many threads; an exception ends the minting.</param>
    /// <returns>These options.</returns>
    public TokenIssuerOptions AllowAudiences(Func<TenantId, string, bool> mayAddress)
    {
        ArgumentNullException.ThrowIfNull(mayAddress);
        _mayAddress = mayAddress;
        return this;
    }

    /// <summary>Lets tokens of a tenant be minted for the runtime that the directory registers for it at that moment (<see cref="TenantEntry.RuntimeId"/>).</summary>
    /// <returns>These options.</returns>
    public TokenIssuerOptions AllowRegisteredRuntimes()
    {
        _registered = true;
        return this;
    }

    /// <summary>For whom tokens may be minted, as it is said now.</summary>
    internal Func<TenantId, string, bool> AudienceRule(TenantDirectory directory)
    {
        (string? own, FrozenSet<string> others, Func<TenantId, string, bool>? rule) = (Audience, _audiences.ToFrozenSet(StringComparer.Ordinal), _mayAddress);
        bool registered = _registered;
        return (tenant, audience) => string.Equals(audience, own) || others.Contains(audience) || (rule?.Invoke(tenant, audience) ?? false)
            || (registered && directory.TryFind(tenant.ToString(), out TenantEntry? entry) && string.Equals(audience, entry.RuntimeId));
    }

    internal override IEnumerable<string> Errors(string issuer, TenancyOptions tenancy) => [.. base.Errors(issuer, tenancy), .. KeyErrors(issuer, tenancy)];

    private IEnumerable<string> KeyErrors(string issuer, TenancyOptions tenancy)
    {
        if (Ring is null == RingFile is null)
        {
            yield return Ring is null
                ? $"Token issuer '{issuer}' has no keys. Set TokenIssuerOptions.Ring, for one with TokenKeyRing.LoadOrCreate(path, TokenKeyRing.CreateEs256), or RingFile."
                : $"Token issuer '{issuer}' has keys twice. Set TokenIssuerOptions.Ring or RingFile, and not both.";
        }

        if (RingReloadEvery <= TimeSpan.Zero || RingMaxAge < RingReloadEvery || RingMaxAge > TimeSpan.FromHours(1))
        {
            yield return $"Token issuer '{issuer}': set RingReloadEvery to more than zero, and RingMaxAge to at least that and at most one hour.";
        }

        TokenKeyRing? ring = Ring;
        string? unreadable = null;
        if (ring is null && RingFile is not null)
        {
            (ring, unreadable) = TryLoad(RingFile);
        }

        if (unreadable is not null)
        {
            yield return $"Token issuer '{issuer}': {unreadable}";
        }

        if (ring is { IsSymmetric: true } && tenancy.Mode == TenancyMode.Pinned)
        {
            yield return $"Token issuer '{issuer}' has an HS256 ring in a Pinned deployment: what verifies there could also mint, for every tenant. Use TokenKeyRing.CreateEs256().";
        }
    }

    private static (TokenKeyRing? Ring, string? Error) TryLoad(string path)
    {
        try
        {
            return (TokenKeyRing.Load(path), null);
        }
        catch (Exception exception) when (exception is TenancyConfigurationException or ArgumentException)
        {
            return (null, exception.Message);
        }
    }
}
