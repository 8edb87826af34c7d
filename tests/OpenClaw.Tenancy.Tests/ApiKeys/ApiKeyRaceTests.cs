using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Administration;

namespace OpenClaw.Tenancy.Tests.ApiKeys;

/// <summary>Whenever a key is replaced or revoked while it is being verified, no claim that comes of it outlives it.</summary>
public sealed class ApiKeyRaceTests
{
    [Theory]
    [InlineData("rotate")]
    [InlineData("end")]
    [InlineData("revoke")]
    public async Task Claim_of_a_key_that_ends_during_its_verification_does_not_outlive_it(string what)
    {
        int acted = 0;
        for (int look = 1; look <= 12; look++)
        {
            HookedTime? time = null;
            using var world = new AdminWorld(build: b =>
            {
                time = new HookedTime((TimeProvider)b.Services.Single(static s => s.ServiceType == typeof(TimeProvider)).ImplementationInstance!);
                b.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
            });
            IssuedApiKey key = world.Key(TestWorld.Acme, new NewApiKey());
            string id = key.Entry.Id.ToString();
            VerifiedTenantClaim admin = world.Admin(TestWorld.Acme, "admin");
            AccessPermit permit = await world.PermitAsync(admin, what == "revoke" ? world.Keys.Revoke : world.Keys.Rotate, id);
            bool hasActed = false;
            time!.ActAt(look, () =>
            {
                hasActed = true;
                Task ended = what == "revoke"
                    ? world.Keys.RevokeAsync(permit, id, AdminWorld.Token)
                    : world.Keys.RotateAsync(permit, id, TimeSpan.FromSeconds(what == "end" ? 0 : 10), AdminWorld.Token);
                ended.GetAwaiter().GetResult();
            });

            CredentialVerification found = await world.VerifyAsync(key.Text);

            time.ActAt(int.MaxValue, static () => { });
            acted += hasActed ? 1 : 0;
            if (hasActed && found.IsAccepted && world.Decide(found.Claim) == DenyReason.None)
            {
                Assert.Equal("rotate", what);
                Assert.True(found.Claim.ExpiresAt <= key.Entry.ExpiresAt, $"look {look}");
            }
        }

        Assert.InRange(acted, 3, 11);
    }
}
