using System.Text.Json;
using System.Buffers.Text;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Two hosts over one key file, a hundred readers, and a ring that is rotated all the while.</summary>
public sealed class RotationUnderLoadTests
{
    private const int Readers = 100;
    private static readonly int Rotations = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 100 : 4;

    [Fact]
    public async Task No_token_fails_and_no_reader_sees_half_a_ring()
    {
        using var file = new RingFileWorld();
        using TokenWorld one = file.Host(o => o.MaxCachedTokens = 50);
        using TokenWorld other = file.Host(o => o.MaxCachedTokens = 50);
        bool done = false;
        int verified = 0;
        Task[] readers = [.. Enumerable.Range(0, Readers).Select(i => Task.Run(async () =>
        {
            while (!Volatile.Read(ref done))
            {
                (TokenWorld minting, TokenWorld reading) = i % 2 == 0 ? (one, other) : (other, one);
                string token = await minting.Issue(TestWorld.Acme, $"reader-{i}");
                AssertWhole(minting.Keys.Current, token);
                await AssertAcceptedAsync(reading, token, $"reader-{i}");
                await AssertAcceptedAsync(minting, token, $"reader-{i}");
                Interlocked.Add(ref verified, 2);
            }
        }))];

        try
        {
            HashSet<string> signers = [one.Keys.Current.Active.KeyId];
            for (int rotation = 0; rotation < Rotations; rotation++)
            {
                int before = Volatile.Read(ref verified);
                (rotation % 2 == 0 ? one : other).Keys.Rotate();
                Assert.True(signers.Add(TokenKeyRing.Load(file.Path).Active.KeyId));

                // Until everybody had a turn with the new ring.
                while (Volatile.Read(ref verified) < before + Readers && !readers.Any(r => r.IsFaulted))
                {
                    await Task.Yield();
                }
            }
        }
        finally
        {
            Volatile.Write(ref done, true);
        }

        await Task.WhenAll(readers);
        Assert.Equal(Rotations + 1, TokenKeyRing.Load(file.Path).Keys.Count);
        Assert.Empty(file.Log.Events);
    }

    // One active key, the first; and what was minted a moment ago is of a key that the ring still knows.
    private static void AssertWhole(TokenKeyRing ring, string token)
    {
        Assert.Equal([ring.Active], ring.Keys.Where(k => k.State == TokenKeyState.Active));
        string kid = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[0])).RootElement.GetProperty("kid").GetString()!;
        Assert.Contains(ring.Keys, k => k.KeyId == kid);
    }

    private static async Task AssertAcceptedAsync(TokenWorld world, string token, string subject)
    {
        CredentialVerification verification = await world.Verify(token);
        Assert.True(verification.IsAccepted, $"{verification.Reason} {verification.Detail}");
        Assert.Equal(subject, verification.Claim.Subject);
    }
}
