using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Claims;

/// <summary>For whom an issuer may speak, and how long what it says may live.</summary>
/// <remarks>It may speak for nobody by default. Directory entries may also name the issuer themselves, or the issuer's text for them.</remarks>
public sealed class TenantIssuerOptions
{
    /// <summary>The longest clock skew that an issuer may have: 30 seconds.</summary>
    public static readonly TimeSpan MaxClockSkew = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _listed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TenantId> _mapped = new(StringComparer.Ordinal);
    private readonly Dictionary<TenantId, TimeSpan> _lifetimes = [];
    private bool _everyTenant;
    private bool _platform;
    private bool _frozen;

    /// <summary>The longest life of a claim.</summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan MaxLifetime
    {
        get;
        set
        {
            RequireOpen();
            field = value;
        }
    } = TimeSpan.FromMinutes(5);

    /// <summary>How far the issuer's clock may be off.</summary>
    /// <value>Default: 2 seconds; at most <see cref="MaxClockSkew"/>.</value>
    public TimeSpan ClockSkew
    {
        get;
        set
        {
            RequireOpen();
            field = value;
        }
    } = TimeSpan.FromSeconds(2);

    /// <summary>Lets the issuer speak for tenants under their own ids.</summary>
    /// <param name="tenants">The ids' texts.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">A text is no tenant id; the reserved ones have calls of their own.</exception>
    public TenantIssuerOptions ForTenants(params ReadOnlySpan<string> tenants)
    {
        RequireOpen();
        foreach (string tenant in tenants)
        {
            _listed.Add(TenantId.From(tenant).ToString());
        }

        return this;
    }

    /// <summary>Lets the issuer speak for a tenant under the issuer's own text for it.</summary>
    /// <param name="external">The exact text that the issuer uses.</param>
    /// <param name="tenant">The tenant that it means.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The text is empty or mapped already, or the tenant is the platform's.</exception>
    public TenantIssuerOptions Map(string external, TenantId tenant)
    {
        RequireOpen();
        ArgumentException.ThrowIfNullOrEmpty(external);
        ArgumentNullException.ThrowIfNull(tenant);
        if (tenant == TenantId.Platform || !_mapped.TryAdd(external, tenant))
        {
            throw new ArgumentException("Each text means one tenant, and the platform's is opened with AllowPlatform() alone.", nameof(external));
        }

        return this;
    }

    /// <summary>Lets the issuer speak for every tenant of the directory, also those that are added later. Not for the platform.</summary>
    /// <param name="reason">Why this issuer may; for the host's own issuer, say.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public TenantIssuerOptions ForEveryTenant(string reason)
    {
        RequireOpen();
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        _everyTenant = true;
        return this;
    }

    /// <summary>Lets the issuer speak for platform operators, who alone have global scopes.</summary>
    /// <returns>These options.</returns>
    public TenantIssuerOptions AllowPlatform()
    {
        RequireOpen();
        _platform = true;
        return this;
    }

    /// <summary>Lets in members of the directory alone: a subject that no linked identity, or user id, makes a member of the tenant is refused.</summary>
    /// <returns>These options.</returns>
    public TenantIssuerOptions RequireMembers()
    {
        RequireOpen();
        MembersOnly = true;
        return this;
    }

    /// <summary>Says that the issuer's subjects are ids of the directory's users. Only for the host's own issuers: who chooses such a subject chooses who he is.</summary>
    /// <returns>These options.</returns>
    public TenantIssuerOptions SubjectsAreUsers()
    {
        RequireOpen();
        NamesUsers = true;
        return this;
    }

    internal bool AllowsPlatform => _platform;

    internal bool MembersOnly { get; private set; }

    internal bool NamesUsers { get; private set; }

    /// <summary>Shortens the longest life of the claims of one tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="longest">The longest life, which is not above <see cref="MaxLifetime"/>.</param>
    /// <returns>These options.</returns>
    public TenantIssuerOptions MaxLifetimeFor(TenantId tenant, TimeSpan longest)
    {
        RequireOpen();
        ArgumentNullException.ThrowIfNull(tenant);
        _lifetimes[tenant] = longest;
        return this;
    }

    /// <summary>The longest life of a tenant's claims.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <returns>Its own limit, or <see cref="MaxLifetime"/> where it has none.</returns>
    public TimeSpan MaxLifetimeOf(TenantId tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return _lifetimes.TryGetValue(tenant, out TimeSpan longest) && longest < MaxLifetime ? longest : MaxLifetime;
    }

    internal void Freeze() => _frozen = true;

    internal bool MaySpeakFor(TenantClaim claim, TenancyRealm realm, [NotNullWhen(true)] out TenantEntry? entry) =>
        MaySpeakFor(claim.Tenant, claim.Issuer, isOwnId: claim.Generation is not null, realm, out entry);

    /// <summary>Whether an issuer may speak for the tenant that its text means.</summary>
    internal bool MaySpeakFor(string? text, string issuer, bool isOwnId, TenancyRealm realm, [NotNullWhen(true)] out TenantEntry? entry)
    {
        if (text is not null && _mapped.TryGetValue(text, out TenantId? mapped))
        {
            return realm.Directory.TryFind(mapped.ToString(), out entry);
        }

        // What the directory says that this issuer's text means, the text means and nothing else.
        // SECURITY: but what carries a generation was minted for an id of this directory, whatever an outside system calls that.
        return (!isOwnId && realm.Directory.TryFindExternal(issuer, text, out entry))
            || (realm.Directory.TryFind(text, out entry) && MayName(entry, realm.Mode, issuer));
    }

    /// <summary>Whether the issuer may speak for a tenant, under whichever text.</summary>
    internal bool Reaches(TenantEntry entry, TenancyMode mode, string issuer) =>
        MayName(entry, mode, issuer) || _mapped.ContainsValue(entry.Id) || entry.Names.Any(n => string.Equals(n.Issuer, issuer));

    private bool MayName(TenantEntry entry, TenancyMode mode, string issuer) => entry.Id == TenantId.Platform
        ? _platform
        : _everyTenant || _listed.Contains(entry.Id.ToString()) || entry.Admits(issuer)
            || (mode == TenancyMode.Disabled && entry.Id == TenantId.Default);

    internal IEnumerable<string> Errors(string issuer)
    {
        if (ClockSkew < TimeSpan.Zero || ClockSkew > MaxClockSkew)
        {
            yield return $"Issuer '{issuer}': set ClockSkew to between zero and {MaxClockSkew.TotalSeconds} seconds.";
        }

        if (MaxLifetime <= TimeSpan.Zero || MaxLifetime > TimeSpan.FromDays(1))
        {
            yield return $"Issuer '{issuer}': set MaxLifetime to more than zero and at most one day.";
        }

        foreach ((TenantId tenant, _) in _lifetimes.Where(l => l.Value <= TimeSpan.Zero || l.Value > MaxLifetime))
        {
            yield return $"Issuer '{issuer}': set MaxLifetimeFor tenant '{tenant}' to more than zero and at most MaxLifetime ({MaxLifetime}).";
        }
    }

    // SECURITY: for whom an issuer may speak is said once; widening it later would let people in without a trace.
    private void RequireOpen()
    {
        if (_frozen)
        {
            throw new InvalidOperationException("For whom an issuer may speak is fixed when it is added. Say it in the call that adds the issuer.");
        }
    }
}
