using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Directory;

/// <summary>A tenant is added.</summary>
internal sealed class TenantRegistered : ChangeBody
{
    public required TenantStatus Status { get; init; }

    public string? DisplayName { get; init; }

    public string? Region { get; init; }

    public string? Runtime { get; init; }

    public required IReadOnlyList<string> Hosts { get; init; }

    public required IReadOnlyList<string> Issuers { get; init; }

    public required IReadOnlyList<ExternalTenant> Names { get; init; }

    public string? ExternalIssuer { get; init; }

    public string? ExternalValue { get; init; }

    /// <summary>The id of a first key with the owner's rights, or null; it comes with the tenant or not at all.</summary>
    public string? FirstKey { get; init; }

    /// <summary>The SHA-256 of the first key.</summary>
    public string? FirstDigest { get; init; }

    /// <summary>How many tenants there may be afterwards. In the change, so that every process goes by the same number.</summary>
    public int? Cap { get; init; }

    /// <summary>The id itself, where the host's own code names it and no text has to lead back to it.</summary>
    [JsonIgnore]
    internal TenantId? Known { get; private init; }

    /// <summary>The registration by the host's own code, in this process alone: also of a reserved id.</summary>
    internal static TenantRegistered Own(TenantRegistration registration) => From(registration, cap: null, registration.Id);

    /// <summary>The registration that a journal keeps.</summary>
    internal static TenantRegistered From(TenantRegistration registration, int? cap, string? firstKey = null, string? firstDigest = null) =>
        From(registration, cap, known: null, firstKey, firstDigest);

    private static TenantRegistered From(TenantRegistration registration, int? cap, TenantId? known, string? firstKey = null, string? firstDigest = null) => new()
    {
        Known = known,
        Tenant = registration.Id.ToString(),
        Status = registration.Status,
        DisplayName = registration.DisplayName,
        Region = registration.Region,
        Runtime = registration.RuntimeId,
        Hosts = registration.Hosts,
        Issuers = registration.Issuers,
        Names = registration.ExternalNames,
        ExternalIssuer = registration.ExternalIssuer,
        ExternalValue = registration.ExternalValue,
        FirstKey = firstKey,
        FirstDigest = firstDigest,
        Cap = cap,
    };

    internal override void Check()
    {
        // SECURITY: what is stored must be enough to make the id again by the public doors, for there is no other way back to a
        // reserved text; and the text beside it must be the same, or the change speaks of two tenants.
        if (ExternalIssuer is null == ExternalValue is not null || !Id(out TenantId? id) || !string.Equals(id.ToString(), Tenant))
        {
            throw new ArgumentException(
                "A reserved id is not registered. For a tenant of an identity provider use new TenantRegistration(issuer, value), which keeps what its id is made from.",
                nameof(Tenant));
        }

        if (!Enum.IsDefined(Status) || Status == TenantStatus.Unknown)
        {
            throw new ArgumentException("Say where the tenant stands: Provisioning, Active, Suspended or Deleted.", nameof(Status));
        }

        if (Hosts.Count > DirectoryLimits.Names || Issuers.Count > DirectoryLimits.Names || Names.Count > DirectoryLimits.Names || Cap < 0)
        {
            throw new ArgumentException($"A tenant is registered with at most {DirectoryLimits.Names} host names, issuers and external names each.", nameof(Hosts));
        }

        if (FirstKey is not null || FirstDigest is not null)
        {
            ChangeText.RequireId(FirstKey, nameof(FirstKey));
            ChangeText.RequireDigest(FirstDigest, nameof(FirstDigest));
        }

        TenantDescribed.Check(DisplayName, Region, Runtime);
        foreach (string? text in (ReadOnlySpan<string?>)[ExternalIssuer ?? "-", ExternalValue ?? "-", .. Hosts, .. Issuers])
        {
            ChangeText.Require(text, "registration");
        }

        foreach (ExternalTenant name in Names)
        {
            NameChange.Check(name);
        }
    }

    internal override DirectoryRefusal? RefusalIn(DirectoryWorld world, in DirectoryMoment at)
    {
        Id(out TenantId? id);
        return Cap is { } cap && world.LiveTenants >= cap
            ? DirectoryRefusal.LimitReached($"There are {cap} tenants, and TenancyOptions.MaxTenants lets in no more. Delete one, or raise the number.")
            : Digest256.TryFrom(FirstDigest, out Digest256 digest) && world.Keys.ContainsKey(digest) ? DirectoryRefusal.Conflict("The key is there already. Mint a new one.")
            : world.FaultOf(id!, Hosts, Names);
    }

    internal override void CommitTo(DirectoryWorld world, in DirectoryMoment at)
    {
        Id(out TenantId? id);
        var entry = new TenantEntry(id!, this, in at);
        world.Put(entry);
        if (FirstKey is not null && Digest256.TryFrom(FirstDigest, out Digest256 digest))
        {
            world.AddKey(ApiKeyEntry.OfOwner(entry, ApiKeyId.From(FirstKey), digest, at.Ticks), in at);
        }
    }

    private bool Id([NotNullWhen(true)] out TenantId? id)
    {
        id = Known ?? (ExternalIssuer is { Length: > 0 } issuer && ExternalValue is { Length: > 0 } value ? TenantId.FromExternal(issuer, value)
            : ExternalIssuer is null && TenantId.TryFrom(Tenant, out TenantId? own) ? own : null);
        return id is not null;
    }
}
