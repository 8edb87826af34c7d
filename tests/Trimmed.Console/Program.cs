using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using Trimmed;

var services = new ServiceCollection();
services.AddTenancy(static o => o.Mode = TenancyMode.Shared)
    .AddTenants("acme", "globex")
    .AddIssuer<ICredentialVerifier>(
        "idp", static o => o.ForTenants("acme", "globex"), static (_, issuer) => new AnyCredential(issuer, TimeProvider.System));
await using ServiceProvider host = services.BuildServiceProvider();

CredentialVerifiers verifiers = host.GetRequiredService<CredentialVerifiers>();
PolicyEngine engine = host.GetRequiredService<PolicyEngine>();
int wrong = 0;

CredentialVerification verified = await verifiers.VerifyAsync("acme", CancellationToken.None);
Expect("a tenant of the issuer", "None", verified.Reason);
CredentialVerification stranger = await verifiers.VerifyAsync("initech", CancellationToken.None);
Expect("a tenant of nobody", "TenantInactive", stranger.Reason);
if (verified.Claim is not { } claim)
{
    return 1;
}

Expect("its own run", "None", engine.Decide(About("acme", "operator.read")).Reason);
Expect("a foreign run", "TenantMismatch", engine.Decide(About("globex", "operator.read")).Reason);
Expect("more than it holds", "ScopeMissing", engine.Decide(About("acme", "operator.admin")).Reason);

AccessRequest own = About("acme", "operator.read");
AccessDecision decision = engine.Authorize(in own, out AccessPermit? permit);
Expect("a permit for its own run", "acme", decision.IsAllowed ? permit?.Tenant : null);
AccessRequest foreign = About("globex", "operator.read");
engine.Authorize(in foreign, out AccessPermit? forged);
Expect("no permit for a foreign one", "none", (object?)forged ?? "none");

Console.WriteLine(wrong == 0 ? "All as it should be." : $"{wrong} wrong.");
return wrong == 0 ? 0 : 1;

AccessRequest About(string owner, string scope) =>
    new(claim, engine.Action(scope), ResourceRef.Owned("run-1", TenantId.From(owner)), TimeProvider.System.GetUtcNow());

void Expect(string what, string expected, object? actual)
{
    bool right = actual?.ToString() == expected;
    wrong += right ? 0 : 1;
    Console.WriteLine($"{(right ? "right" : "WRONG")}  {what}: {actual ?? "nothing"}");
}
