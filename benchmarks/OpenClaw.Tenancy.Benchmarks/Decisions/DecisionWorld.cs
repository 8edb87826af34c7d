using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Benchmarks.Decisions;

/// <summary>A directory of many tenants, some claims of them, and the requests that the claims make of their own runs.</summary>
internal sealed class DecisionWorld
{
    private const string Idp = "idp";
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public DecisionWorld(int tenants, int claims, int evaluators, Action<IServiceCollection>? more = null)
    {
        TenantRegistration[] all = [.. Enumerable.Range(0, tenants).Select(i => new TenantRegistration(TenantId.From(Name(i))))];
        ServiceProvider services = Services(all, evaluators, more);
        Engine = services.GetRequiredService<PolicyEngine>();
        Action = Engine.Action("operator.read");
        TenantIssuer door = services.GetRequiredService<OpenIssuer>().Door;

        // Spread over the whole directory, in an order that no prefetcher guesses.
        Claims = [.. Enumerable.Range(0, claims).Select(i => Claim(door, Name((int)((long)i * 7919 % tenants))))];
        Names = [.. Claims.Select(c => c.Tenant.ToString())];
        SameNames = [.. Names.Select(n => new string(n.AsSpan()))];
    }

    public PolicyEngine Engine { get; }

    public AccessAction Action { get; }

    public VerifiedTenantClaim[] Claims { get; }

    /// <summary>The texts of the claims' tenants, and the same texts in other strings.</summary>
    public string[] Names { get; }

    public string[] SameNames { get; }

    public AccessRequest Request(int claim) => Request(claim, Claims[claim].Tenant);

    public AccessRequest Request(int claim, TenantId owner) => new(Claims[claim], Action, ResourceRef.Owned("r1", owner), Now);

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"customer-{i:0000000}");

    private static VerifiedTenantClaim Claim(TenantIssuer door, string tenant) => door.Accept(new TenantClaim
    {
        Issuer = Idp,
        Tenant = tenant,
        Subject = "someone",
        CredentialId = tenant,
        Scopes = [$"operator.write@{tenant}"],
        IssuedAt = Now,
        ExpiresAt = Now.AddHours(12),
    }).Claim ?? throw new InvalidOperationException("The benchmark's own claim was refused.");

    private static ServiceProvider Services(TenantRegistration[] tenants, int evaluators, Action<IServiceCollection>? more)
    {
        var services = new ServiceCollection();
        var builder = services.AddTenancy(o => o.Mode = TenancyMode.Shared).AddTenants(tenants);
        builder.AddIssuer(Idp, o => o.ForEveryTenant("benchmark").MaxLifetime = TimeSpan.FromDays(1), (_, door) => new OpenIssuer(door));
        for (int i = 0; i < evaluators; i++)
        {
            services.AddSingleton<IAccessEvaluator, NothingAgainst>();
        }

        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    private sealed class NothingAgainst : IAccessEvaluator
    {
        public PolicyVerdict Evaluate(in AccessRequest request) =>
            request.Principal is { IsPlatform: true } ? PolicyVerdict.Forbid : PolicyVerdict.NotApplicable;
    }
}
