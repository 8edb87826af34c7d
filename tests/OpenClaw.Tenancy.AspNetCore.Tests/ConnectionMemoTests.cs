using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>Requests that follow each other on one connection.</summary>
public sealed class ConnectionMemoTests
{
    [Fact]
    public async Task Same_header_on_one_connection_is_verified_once_and_another_header_is_another_claim()
    {
        Counting? verifier = null;
        await using TestApp app = await StartAsync(door => verifier = new Counting(door, reusable: true));

        string[] answers = [await AskAsync(app, "acme"), await AskAsync(app, "acme"), await AskAsync(app, "globex"), await AskAsync(app, "acme")];

        Assert.Equal(["acme", "acme", "globex", "acme"], answers);
        Assert.Equal(3, verifier!.Calls);
    }

    [Fact]
    public async Task Credential_for_single_use_is_verified_each_time()
    {
        Counting? verifier = null;
        await using TestApp app = await StartAsync(door => verifier = new Counting(door, reusable: false));

        await AskAsync(app, "acme");
        await AskAsync(app, "acme");

        Assert.Equal(2, verifier!.Calls);
    }

    [Fact]
    public async Task Revocation_counts_on_the_next_request_of_the_same_connection()
    {
        await using TestApp app = await StartAsync(door => new Counting(door, reusable: true));
        Assert.Equal("acme", await AskAsync(app, "acme"));

        app.Directory.SetStatus(TenantId.From("acme"), TenantStatus.Suspended);
        Answer suspended = await app.GetAsync("/x", "acme|operator.read");
        app.Directory.SetStatus(TenantId.From("acme"), TenantStatus.Active);

        Assert.Equal((HttpStatusCode.Unauthorized, "token_invalid"), (suspended.Status, suspended.Code));
    }

    private static async Task<string> AskAsync(TestApp app, string tenant) => (await app.GetAsync("/x", $"{tenant}|operator.read")).Body;

    private static async Task<TestApp> StartAsync(Func<TenantIssuer, Counting> create)
    {
        TestApp app = await TestApp.StartAsync(
            a => a.MapGet("/x", (TenantContext tenant) => tenant.Tenant.ToString()).RequireTenantScope("operator.read"),
            tenancy =>
            {
                foreach (ServiceDescriptor plain in tenancy.Services.Where(d => d.ServiceType == typeof(ICredentialVerifier)).ToArray())
                {
                    tenancy.Services.Remove(plain);
                }

                tenancy.AddIssuer<ICredentialVerifier>("counting", o => o.ForTenants("acme", "globex"), (_, door) => create(door));
            });
        return app;
    }

    private sealed class Counting(TenantIssuer door, bool reusable) : ICredentialVerifier
    {
        public int Calls { get; private set; }

        public ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken)
        {
            Calls++;
            string tenant = credential.Text.Split('|')[0];
            return new(CredentialVerification.From(
                door.Accept(new TenantClaim
                {
                    Issuer = "counting",
                    Tenant = tenant,
                    Subject = "someone",
                    Scopes = [$"operator.read@{tenant}"],
                    IssuedAt = TimeProvider.System.GetUtcNow(),
                    ExpiresAt = TimeProvider.System.GetUtcNow().AddMinutes(1),
                    Generation = 0,
                }),
                reusable));
        }
    }
}
