using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>A host with one token issuer, asked as a host asks: through all its verifiers.</summary>
internal sealed class TokenWorld : IDisposable
{
    internal TokenWorld(TokenKeyRing? ring = null, Action<TokenIssuerOptions>? configure = null, Action<TenancyBuilder>? build = null)
    {
        Ring = ring ?? TokenKeyRing.CreateEs256();
        World = new TestWorld(build: builder =>
        {
            builder.AddTokenIssuer(TokenForge.Issuer, o =>
            {
                o.Audience = TokenForge.Audience;
                o.Ring = Ring;
                o.Speaks.ForTenants("acme", "globex").AllowPlatform();
                configure?.Invoke(o);
            });
            build?.Invoke(builder);
        });
        Forge = new TokenForge(Ring, World.Time);
    }

    internal TokenKeyRing Ring { get; }

    internal TestWorld World { get; }

    internal TokenForge Forge { get; }

    internal ITenantTokenIssuer Mint => World.Services.GetRequiredService<ITenantTokenIssuer>();

    internal TokenKeyRingSource Keys => World.Services.GetRequiredKeyedService<TokenKeyRingSource>(TokenForge.Issuer);

    internal async Task<CredentialVerification> Verify(string token, X509Certificate2? certificate = null) => await World.Services
        .GetRequiredService<CredentialVerifiers>().VerifyAsync(new PresentedCredential(token, certificate), TestContext.Current.CancellationToken);

    internal async Task<VerifiedTenantClaim> Accepted(string token)
    {
        CredentialVerification verification = await Verify(token);
        Assert.True(verification.IsAccepted, $"{verification.Reason}: {verification.Detail}");
        Assert.True(verification.IsReusable);
        return verification.Claim;
    }

    internal async Task Refused(string token, string word, DenyReason reason = DenyReason.TokenInvalid)
    {
        CredentialVerification verification = await Verify(token);
        Assert.False(verification.IsAccepted);
        Assert.Equal((reason, word), (verification.Reason, verification.Detail));
    }

    internal async Task<string> Issue(TenantId tenant, string subject = "alice", TimeSpan? lifetime = null, params string[] scopes) =>
        await Mint.IssueAsync(new TenantTokenRequest { Tenant = tenant, Subject = subject, Scopes = scopes, Lifetime = lifetime }, TestContext.Current.CancellationToken);

    /// <summary>What the engine says of reading the claim's own tenant's things.</summary>
    internal DenyReason Decide(VerifiedTenantClaim claim, string scope = "operator.read") => World.Engine.Decide(
        new AccessRequest(claim, World.Engine.Action(scope), ResourceRef.Collection(claim.Tenant), World.Time.Now)).Reason;

    public void Dispose() => World.Dispose();
}
