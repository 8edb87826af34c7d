using System.Buffers.Text;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Tokens.Tests;

public sealed class TokenMutationTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";
    private static readonly int Runs = IsLong ? 200_000 : 20_000;
    private static readonly int Mutations = IsLong ? 170_000 : 3_400;

    /// <summary>Both algorithms, and a token that is bound to nothing, to an actor, to a certificate: six together.</summary>
    [Theory]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    [InlineData(false, "plain")]
    [InlineData(false, "act")]
    [InlineData(false, "cnf")]
    [InlineData(true, "plain")]
    [InlineData(true, "act")]
    [InlineData(true, "cnf")]
    public async Task No_mutation_of_a_valid_token_is_accepted(bool symmetric, string kind)
    {
        int seed = TestSeed.Small;
        using var count = new CaseCount("tokens/mutations", "mutations of valid tokens", TestSeed.Value);
        using X509Certificate2 certificate = Certificates.Make("mutated");
        using var world = new TokenWorld(symmetric ? TokenKeyRing.CreateHs256() : TokenKeyRing.CreateEs256());
        TokenKeyRing other = symmetric ? TokenKeyRing.CreateHs256() : TokenKeyRing.CreateEs256();
        int workers = Math.Max(2, Environment.ProcessorCount);
        await Parallel.ForEachAsync(Enumerable.Range(0, workers), async (worker, _) =>
        {
            var mutator = new TokenMutator(
                new TokenForge(world.Ring, world.World.Time), new TokenForge(other, world.World.Time), seed + worker, p => Kind(p.Set("jti", $"\"w{worker}\""), kind, certificate));
            VerifiedTenantClaim? claim = (await world.Verify(mutator.Token, certificate)).Claim;
            Assert.NotNull(claim);
            for (int run = worker; run < Mutations; run += workers)
            {
                string mutant = mutator.Next();
                count.Add();
                CredentialVerification verification = await world.Verify(mutant, certificate);
                Assert.True(
                    mutant == mutator.Token || (!verification.IsAccepted && verification.Reason == DenyReason.TokenInvalid),
                    $"Seed {seed + worker}, run {run}: {verification.Reason} {verification.Detail} {mutant}");
            }

            Assert.Same(claim, (await world.Verify(mutator.Token, certificate)).Claim);
        });
        count.Held();
    }

    private static JsonMembers Kind(JsonMembers payload, string kind, X509Certificate2 certificate) => kind switch
    {
        "plain" => payload,
        "act" => payload.Add("act", "{\"iss\":\"i\",\"sub\":\"helper\"}"),
        _ => payload.Add("cnf", $"{{\"x5t#S256\":\"{CertificateThumbprint.From(certificate)}\"}}"),
    };

    [Fact]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public async Task What_is_signed_rightly_means_to_us_what_it_means_to_another_reader()
    {
        int seed = TestSeed.Small;
        using var count = new CaseCount("tokens/readings", "signed tokens of odd content, read by two readers", TestSeed.Value);
        using var world = new TokenWorld(TokenKeyRing.CreateHs256(), o => o.MaxCachedTokens = 0);
        var mutator = new TokenMutator(world.Forge, world.Forge, seed);
        int accepted = 0;
        for (int run = 0; run < Runs; run++)
        {
            string token = mutator.NextSigned();
            count.Add();
            CredentialVerification verification = await world.Verify(token);
            Assert.NotEqual(DenyReason.DependencyUnavailable, verification.Reason);
            if (verification.IsAccepted)
            {
                accepted++;
                AssertReads(token, verification.Claim, $"Seed {seed}, run {run}: {token}");
            }
        }

        Assert.InRange(accepted, Runs / 10, Runs * 9 / 10);
        count.Held();
    }

    private static void AssertReads(string token, VerifiedTenantClaim claim, string run)
    {
        using JsonDocument payload = JsonDocument.Parse(
            Base64Url.DecodeFromChars(token.Split('.')[1]), new JsonDocumentOptions { AllowDuplicateProperties = false });
        JsonElement root = payload.RootElement;
        Assert.True(root.EnumerateObject().Count() is >= 9 and <= 11, run);
        Assert.False(root.TryGetProperty("cnf", out _), run);
        Assert.True(claim.Tenant.ToString() == root.GetProperty("tenant_id").GetString(), run);
        Assert.True(claim.Subject == root.GetProperty("sub").GetString(), run);
        Assert.True(claim.CredentialId == root.GetProperty("jti").GetString(), run);
        Assert.True(claim.ExpiresAt.ToUnixTimeSeconds() == root.GetProperty("exp").GetInt64(), run);
        Assert.True(TokenForge.Audience == root.GetProperty("aud").GetString(), run);
        Assert.Equal(root.GetProperty("scopes").EnumerateArray().Select(s => s.GetString()).Distinct(), claim.Scopes.Select(s => s.ToString()));
    }
}
