using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Authentication;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>A credential that may be presented once, in a pipeline that looks at it in several places.</summary>
public sealed class SingleUseRequestTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_request_uses_it_up_once_whoever_looks_first(bool isDefault)
    {
        await using TestApp app = await StartAsync(isDefault);

        Answer first = await app.GetAsync("/x", "acme");
        Answer again = await app.GetAsync("/x", "acme");

        Assert.Equal((200, "acme is someone"), ((int)first.Status, first.Body));
        Assert.Equal((401, "token_invalid"), ((int)again.Status, again.Code));
    }

    private static Task<TestApp> StartAsync(bool isDefault) => TestApp.StartAsync(TestApp.Build(
        a =>
        {
            a.UseAuthentication();
            a.UseTenancy();
            a.UseAuthorization();
            a.MapGet("/x", async (HttpContext c, TenantContext tenant) =>
            {
                // The handler that a policy named may be asked here once more.
                AuthenticateResult found = await c.AuthenticateAsync("again");
                return $"{tenant.Tenant} is {found.Principal?.Identity?.Name}";
            }).RequireTenantScope("operator.read").RequireAuthorization(p => p.AddAuthenticationSchemes(TenantAuthenticationDefaults.Scheme).RequireAuthenticatedUser());
        },
        tenancy =>
        {
            foreach (ServiceDescriptor plain in tenancy.Services.Where(d => d.ServiceType == typeof(ICredentialVerifier)).ToArray())
            {
                tenancy.Services.Remove(plain);
            }

            tenancy.AddIssuer<ICredentialVerifier>("once", o => o.ForTenants("acme"), (_, door) => new Once(door));
        },
        services: s =>
        {
            // Without a default the authentication middleware asks nobody, and the policy asks after the tenant is known.
            (isDefault ? s.AddAuthentication(TenantAuthenticationDefaults.Scheme) : s.AddAuthentication()).AddTenantCredentials().AddTenantCredentials("again");
            s.AddAuthorization();
        }));

    private sealed class Once(TenantIssuer door) : ICredentialVerifier
    {
        private readonly HashSet<string> _used = [];

        public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken)
        {
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            return new(!_used.Add(credential.Text)
                ? CredentialVerification.Refused(DenyReason.TokenInvalid, "replayed")
                : CredentialVerification.From(
                    door.Accept(new TenantClaim
                    {
                        Issuer = "once",
                        Tenant = credential.Text,
                        Subject = "someone",
                        Scopes = [$"operator.read@{credential.Text}"],
                        IssuedAt = now,
                        ExpiresAt = now.AddMinutes(1),
                        Generation = 0,
                    }),
                    reusable: false));
        }
    }
}
