using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Testing.Worlds;

/// <summary>A host of the kit's own: a container with tenancy, its tenants, and the one issuer that speaks for them.</summary>
internal sealed class KitWorld : IAsyncDisposable
{
    private const string IssuerName = "storage-conformance-kit";
    private static readonly TimeSpan LongLife = TimeSpan.FromHours(12);

    private readonly KitClock _clock = new();
    private readonly ServiceProvider _services;
    private readonly string[] _scopes;
    private int _claims;
    private int _newcomers;

    internal KitWorld(IEnumerable<StoreKind> kinds, Action<TenancyBuilder> configure)
    {
        _scopes = [.. kinds.SelectMany(static k => k.Actions.Values).Select(static a => a.RequiredScope).Append("operator.admin").Distinct(StringComparer.Ordinal)];
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        TenancyBuilder builder = services.AddTenancy(static options =>
        {
            options.Mode = TenancyMode.Shared;
            options.CrossTenantAccess = CrossTenantAccess.Never;
        });
        builder.AddTenants(KitTenants.All.Select(static t => new TenantRegistration(t)));
        builder.AddIssuer(IssuerName, static o => Open(o), static (_, issuer) => new KitDoor(issuer));
        configure(builder);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
        if (!ReferenceEquals(_services.GetRequiredService<TimeProvider>(), _clock))
        {
            throw new InvalidOperationException("The subject registered a TimeProvider of its own, so claims could not be let end. Leave it out: the kit's clock is registered already.");
        }
    }

    internal IServiceProvider Services => _services;

    internal PolicyEngine Engine => _services.GetRequiredService<PolicyEngine>();

    internal DateTimeOffset Now => _clock.GetUtcNow();

    private TenantDirectory Directory => _services.GetRequiredService<TenantDirectory>();

    /// <summary>A tenant that the directory knows and no store has heard of.</summary>
    internal TenantId AddNewcomer()
    {
        var tenant = TenantId.From($"newcomer-{++_newcomers}");
        Directory.Add(new TenantRegistration(tenant));
        return tenant;
    }

    /// <summary>A claim of its own subject and credential, so that ending it ends no other.</summary>
    internal VerifiedTenantClaim Accept(TenantId tenant, TimeSpan? life = null)
    {
        string number = Interlocked.Increment(ref _claims).ToString(System.Globalization.CultureInfo.InvariantCulture);
        DateTimeOffset now = Now;
        ClaimAcceptance acceptance = _services.GetRequiredService<KitDoor>().Issuer.Accept(new TenantClaim
        {
            Issuer = IssuerName,
            Tenant = tenant.ToString(),
            Subject = "s" + number,
            CredentialId = "c" + number,
            Scopes = [.. _scopes.Select(s => $"{s}@{tenant}")],
            IssuedAt = now,
            ExpiresAt = now + (life ?? LongLife),
            Generation = Directory.GenerationOf(tenant, IssuerName, "s" + number),
        });
        return acceptance.Claim ?? throw new InvalidOperationException(
            $"The kit's own claim was refused ({acceptance.Reason}, {acceptance.Detail}). Let the subject leave the kit's tenants and issuer as they are.");
    }

    internal void RevokeCredential(VerifiedTenantClaim claim) => Directory.RevokeCredential(claim.Tenant, IssuerName, claim.CredentialId!);

    internal void RevokeMember(VerifiedTenantClaim claim) => Directory.RevokeMember(claim.Tenant, IssuerName, claim.Subject);

    internal void OutliveShortClaims() => _clock.PutForward(Deaths.ShortLife + TimeSpan.FromSeconds(1));

    internal void SetSuspended(bool suspended) =>
        Directory.SetStatus(KitTenants.Suspended, suspended ? TenantStatus.Suspended : TenantStatus.Active);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    // The generation is carried, so that a claim of the moment after a suspension lives.
    private static void Open(TenantIssuerOptions options)
    {
        options.MaxLifetime = TimeSpan.FromDays(1);
        options.ClockSkew = TimeSpan.Zero;
        options.ForEveryTenant("the kit plays every tenant of its own container");
    }
}
