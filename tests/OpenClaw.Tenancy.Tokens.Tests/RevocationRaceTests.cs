using System.Collections.Concurrent;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Revocation while a token is being checked. The harness is calibrated with a cache that is known to be wrong.</summary>
[Collection(AloneCollection.Name)]
public sealed class RevocationRaceTests
{
    private const int Many = 200_000;
    private static readonly int Rounds = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? Many : 1_000;

    [Fact]
    public void Cache_that_is_cleared_and_then_set_late_is_caught()
    {
        int seed = Environment.TickCount;
        using var world = new TokenWorld(TokenKeyRing.CreateHs256(), o => o.MaxCachedTokens = 0);
        var cache = new ConcurrentDictionary<string, CredentialVerification>();
        var tokens = new RoundTokens(world.Forge);

        int lost = new RevocationRace(Many, seed).Run(
            round => cache.GetOrAdd(tokens.Of(round), token => CheckThenBeLate(world, token)).IsAccepted,
            round =>
            {
                world.World.Directory.RevokeCredential(TestWorld.Acme, TokenForge.Issuer, $"r{round}");
                cache.Clear();
            },
            round => tokens.Of(round));

        TestContext.Current.TestOutputHelper?.WriteLine($"The wrong cache lost round {lost}.");
        Assert.True(lost >= 0, $"Seed {seed}: the harness found nothing in a cache that is wrong.");
    }

    [Fact]
    public void Revoked_token_is_never_accepted_again()
    {
        int seed = Environment.TickCount;
        using var world = new TokenWorld(TokenKeyRing.CreateHs256());
        var tokens = new RoundTokens(world.Forge);

        var race = new RevocationRace(Rounds, seed);
        int lost = race.Run(
            round => Check(world, tokens.Of(round)).IsAccepted,
            round => world.World.Directory.RevokeCredential(TestWorld.Acme, TokenForge.Issuer, $"r{round}"),
            round => tokens.Of(round));

        Assert.True(lost < 0, $"Seed {seed}: a revoked token was accepted in round {lost}.");
        TestContext.Current.TestOutputHelper?.WriteLine($"The check came first in {race.CheckedFirst} of {race.Rounds} rounds.");
        Assert.InRange(race.CheckedFirst, 1, race.Rounds - 1);
    }

    [Fact]
    public void Token_of_a_revoked_key_is_never_accepted_again()
    {
        int seed = Environment.TickCount;
        using var world = new VerifierWorld();
        TokenKey key = world.Ring.Active;
        TokenKey? now = key;
        world.Keys.Answer = _ => new ValueTask<TokenKey?>(Volatile.Read(ref now));
        var tokens = new RoundTokens(world.Forge);

        var race = new RevocationRace(Rounds / 5, seed);
        int lost = race.Run(
            round => world.Verify(tokens.Of(round)).AsTask().GetAwaiter().GetResult().IsAccepted,
            _ => Volatile.Write(ref now, key.Revoke()),
            round =>
            {
                tokens.Of(round);
                Volatile.Write(ref now, key);
            });

        Assert.True(lost < 0, $"Seed {seed}: a token of a revoked key was accepted in round {lost}.");
        Assert.InRange(race.CheckedFirst, 1, race.Rounds - 1);
    }

    // What a cache does between the check and the setting: it counts, sweeps, makes an entry.
    private static CredentialVerification CheckThenBeLate(TokenWorld world, string token)
    {
        CredentialVerification verification = Check(world, token);
        Thread.SpinWait(100);
        return verification;
    }

    private static CredentialVerification Check(TokenWorld world, string token) => world.Verify(token).GetAwaiter().GetResult();

    /// <summary>One token for each round, made once.</summary>
    private sealed class RoundTokens(TokenForge forge)
    {
        private int _round = -1;
        private string _token = string.Empty;

        internal string Of(int round)
        {
            if (round != _round)
            {
                (_round, _token) = (round, forge.WithPayload(p => p.Set("jti", $"\"r{round}\"")));
            }

            return _token;
        }
    }
}
