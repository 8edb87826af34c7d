using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Properties.Laws;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Properties.Directory;

/// <summary>Laws of any history of a directory.</summary>
public sealed class DirectoryHistoryProperties
{
    private const int Cases = 1_500;

    [Fact]
    public void Two_processes_that_read_the_same_hold_the_same() => Law.Check(HistoryGens.Histories, static (history, tally) =>
    {
        using var one = new JournalWorld(empty: true);
        DirectoryRefusalReason?[] refused = [.. history.Select(step => Apply(one, step))];
        tally.Count("refused", refused.Any(static r => r is not null));
        tally.Count("applied", refused.Count(static r => r is null) > refused.Length / 4);

        // The other reads later, at another time, with the claims of the first unseen.
        using var two = new JournalWorld(empty: true, static o => o.MaxTenants = 1);
        two.World.Time.Advance(TimeSpan.FromDays(7));
        DirectoryRefusalReason?[] again = [.. one.Records.Select(r => two.Apply(r.Change, r.RecordedAt))];
        return refused.SequenceEqual(again) && State(one).SequenceEqual(State(two));
    }, Cases).AtLeast("refused", 0.5).AtLeast("applied", 0.1);

    [Fact]
    public void Nothing_that_was_dead_comes_back() => Law.Check(HistoryGens.Histories, static (history, tally) =>
    {
        using var world = new JournalWorld(empty: true);
        AccessAction read = world.World.Engine.Action("operator.read");
        var claims = new List<(VerifiedTenantClaim Claim, bool Died)>();
        var tokens = new HashSet<(TenantId Tenant, string Subject, long Generation)>();
        var dead = new HashSet<(TenantId Tenant, string Subject, long Generation)>();
        bool lives = false;
        foreach ((string Text, int Seconds) step in history)
        {
            Apply(world, step);

            // The moment stands still for claims, whose own end is another law.
            for (int i = 0; i < claims.Count; i++)
            {
                (VerifiedTenantClaim claim, bool died) = claims[i];
                bool alive = world.World.Engine.Decide(new AccessRequest(claim, read, ResourceRef.Collection(claim.Tenant), claim.IssuedAt)).IsAllowed;
                if (alive && died)
                {
                    return false;
                }

                claims[i] = (claim, !alive);
            }

            foreach (TenantId tenant in HistoryGens.Tenants.Where(t => world.Directory.TryFind(t.ToString(), out _)))
            {
                foreach (string subject in HistoryGens.Subjects)
                {
                    tokens.Add((tenant, subject, world.Directory.GenerationOf(tenant, TestWorld.Idp, subject)));
                }
            }

            foreach ((TenantId Tenant, string Subject, long Generation) token in tokens)
            {
                ClaimAcceptance acceptance = Present(world, token.Tenant, token.Subject, token.Generation);
                lives |= acceptance.IsAccepted;
                if (acceptance.IsAccepted && dead.Contains(token))
                {
                    return false;
                }

                if (acceptance.IsAccepted)
                {
                    claims.Add((acceptance.Claim!, false));
                }
                else
                {
                    dead.Add(token);
                }
            }
        }

        tally.Count("some lived and some died", lives && dead.Count > 0);
        return true;
    }, Cases / 3).AtLeast("some lived and some died", 0.1);

    [Fact]
    public void What_is_read_is_written_as_it_was() => Law.Check(HistoryGens.Histories, static (history, _) =>
    {
        using var world = new JournalWorld(empty: true);
        foreach ((string Text, int Seconds) step in history)
        {
            // Understood in full, which compares what would be written with what was read.
            Apply(world, step);
        }

        return world.Records.Select(static r => r.Change).SequenceEqual(history.Select(static s => s.Text));
    }, Cases / 3);

    private static DirectoryRefusalReason? Apply(JournalWorld world, (string Text, int Seconds) step)
    {
        world.World.Time.Advance(TimeSpan.FromSeconds(step.Seconds));
        return world.Apply(step.Text);
    }

    private static ClaimAcceptance Present(JournalWorld world, TenantId tenant, string subject, long generation) => world.World.Issuer.Accept(new TenantClaim
    {
        Issuer = TestWorld.Idp,
        Tenant = tenant.ToString(),
        Subject = subject,
        Scopes = [$"operator.read@{tenant}"],
        IssuedAt = world.World.Time.Now,
        ExpiresAt = world.World.Time.Now.AddMinutes(1),
        CredentialId = "c1",
        Generation = generation,
    });

    // All that a decision, a mint or an administration can see of it.
    private static IEnumerable<string> State(JournalWorld world)
    {
        foreach (TenantEntry entry in world.Directory.Entries.OrderBy(static e => e.Id.ToString(), StringComparer.Ordinal))
        {
            yield return $"{entry.Id} {entry.Status} {entry.DisplayName} {entry.RuntimeId} {entry.Version} {entry.CreatedAt:O}";
            foreach (string subject in (string[])[.. HistoryGens.Subjects, "u1", "u2"])
            {
                yield return $"{entry.Id} {subject} {world.Directory.GenerationOf(entry.Id, TestWorld.Idp, subject)} {world.Directory.GenerationOf(entry.Id, ApiKeyEntry.Issuer, subject)}";
            }
        }

        yield return $"{world.Directory.AppliedSequence} {world.Directory.TryFindExternal("slack", "T1", out TenantEntry? named)} {named?.Id}";
    }
}
