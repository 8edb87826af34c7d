using System.Buffers.Text;
using System.Text.Json;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class TokenMutationTests
{
    private static readonly int Runs = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 200_000 : 20_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_mutation_of_a_valid_token_is_accepted(bool symmetric)
    {
        int seed = Environment.TickCount;
        using var world = new TokenWorld(symmetric ? TokenKeyRing.CreateHs256() : TokenKeyRing.CreateEs256());
        var mutator = new TokenMutator(world.Forge, new TokenForge(world.Ring.Algorithm == "ES256" ? TokenKeyRing.CreateEs256() : TokenKeyRing.CreateHs256(), world.World.Time), seed);
        VerifiedTenantClaim claim = await world.Accepted(mutator.Token);
        for (int run = 0; run < Runs; run++)
        {
            string mutant = mutator.Next();
            CredentialVerification verification = await world.Verify(mutant);
            Assert.True(
                mutant == mutator.Token || (!verification.IsAccepted && verification.Reason == DenyReason.TokenInvalid),
                $"Seed {seed}, run {run}: {verification.Reason} {verification.Detail} {mutant}");
        }

        Assert.Same(claim, await world.Accepted(mutator.Token));
    }

    [Fact]
    public async Task What_is_signed_rightly_means_to_us_what_it_means_to_another_reader()
    {
        int seed = Environment.TickCount;
        using var world = new TokenWorld(TokenKeyRing.CreateHs256(), o => o.MaxCachedTokens = 0);
        var mutator = new TokenMutator(world.Forge, world.Forge, seed);
        int accepted = 0;
        for (int run = 0; run < Runs; run++)
        {
            string token = mutator.NextSigned();
            CredentialVerification verification = await world.Verify(token);
            Assert.NotEqual(DenyReason.DependencyUnavailable, verification.Reason);
            if (verification.IsAccepted)
            {
                accepted++;
                AssertReads(token, verification.Claim, $"Seed {seed}, run {run}: {token}");
            }
        }

        Assert.InRange(accepted, Runs / 10, Runs * 9 / 10);
    }

    private static void AssertReads(string token, VerifiedTenantClaim claim, string run)
    {
        using JsonDocument payload = JsonDocument.Parse(
            Base64Url.DecodeFromChars(token.Split('.')[1]), new JsonDocumentOptions { AllowDuplicateProperties = false });
        JsonElement root = payload.RootElement;
        Assert.True(root.EnumerateObject().Count() is 9 or 10, run);
        Assert.True(claim.Tenant.ToString() == root.GetProperty("tenant_id").GetString(), run);
        Assert.True(claim.Subject == root.GetProperty("sub").GetString(), run);
        Assert.True(claim.CredentialId == root.GetProperty("jti").GetString(), run);
        Assert.True(claim.ExpiresAt.ToUnixTimeSeconds() == root.GetProperty("exp").GetInt64(), run);
        Assert.True(TokenForge.Audience == root.GetProperty("aud").GetString(), run);
        Assert.Equal(root.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()).Distinct(), claim.Scopes.Select(s => s.ToString()));
    }
}
