using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Exchange;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Exchange;

/// <summary>Where a provider's token names a tenant, the exchange is for what the directory says that this name means.</summary>
public sealed class ProviderTenantTests
{
    [Theory]
    [InlineData("t-acme", "acme", null)]
    [InlineData("t-acme", null, null)]
    [InlineData("t-acme", "globex", "tenant_of_provider")]
    [InlineData("t-nobody", "acme", "tenant_of_provider")]
    [InlineData("acme", "acme", "tenant_of_provider")]
    [InlineData("t-nobody", null, "no_member")]
    public async Task Exchange_IsForTheTenantThatTheProviderNames(string named, string? asked, string? refusal)
    {
        await using ExchangeWorld world = await ExchangeWorld.StartAsync(b => b.Services.AddSingleton<IIdentityVerifier>(s => new NamedTenant(s.GetRequiredService<TimeProvider>(), named)));
        foreach (TenantId tenant in (TenantId[])[TestWorld.Acme, TestWorld.Globex])
        {
            await world.WriteAsync(DirectoryChange.AddMember(tenant, new LinkedIdentity("entra", "alice"), UserId.New(), TenantRole.Member, DirectoryActor.Host));
        }

        await world.WriteAsync(DirectoryChange.MapName(TestWorld.Acme, new ExternalTenant("entra", "t-acme")));
        world.Time.Advance(TimeSpan.FromMinutes(1));

        TokenExchangeResult result = await world.ExchangeAsync(new ShownIdentity { IdentityToken = "any" }, asked);

        Assert.Equal((refusal is null, refusal), (result.IsIssued, result.Detail));
        Assert.Equal(refusal is null ? TestWorld.Acme : null, result.Tenant);
    }

    // The provider of the other tests names no tenant; whom a token is about is not what is tried here.
    private sealed class NamedTenant(TimeProvider time, string tenant) : IIdentityVerifier
    {
        public ValueTask<IdentityVerification> VerifyAsync(string token, string? nonce, CancellationToken cancellationToken) => new(IdentityVerification.Verified(new ExternalIdentity
        {
            Issuer = "entra",
            Subject = "alice",
            Tenant = tenant,
            IssuedAt = time.GetUtcNow(),
            ExpiresAt = time.GetUtcNow() + TimeSpan.FromMinutes(5),
        }));
    }
}
