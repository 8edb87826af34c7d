using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>While another thread puts a link in the place of a directory and of a file, and takes it away again, nothing outside is read or changed.</summary>
public sealed class SwapRaceTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 200_000 : 3_000;

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task A_directory_that_becomes_a_link_leads_nowhere(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        world.Put("way/dir/secret.txt", "inside");
        world.PutLink("way/link", world.Outside);
        await Race(world, "way/dir", "way/link", "way/dir/secret.txt", "way/dir/new");
    }

    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task A_file_that_becomes_a_link_leads_nowhere(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        world.Put("way/file", "inside");
        world.PutLink("way/link", world.Canary);
        await Race(world, "way/file", "way/link", "way/file", "way/new");
    }

    private static async Task Race(FilesWorld world, string real, string link, string path, string fresh)
    {
        TenantDirectoryRoot root = world.Acme;
        using var done = new CancellationTokenSource();
        int swaps = 0;
        var attacker = new Thread(() =>
        {
            while (!done.IsCancellationRequested)
            {
                swaps += Native.Exchange(world.Real(real), world.Real(link)) ? 1 : 0;
            }
        });
        attacker.Start();
        int inside = 0;
        int refused = 0;
        var reasons = new SortedDictionary<string, int>(StringComparer.Ordinal);
        try
        {
            // On a busy machine one of the two may have run through all rounds before the other had its turn.
            for (int i = 0; i < Rounds || (Math.Min(inside, refused) == 0 && i < 100 * Rounds); i++)
            {
                try
                {
                    string seen = await root.ReadAllTextAsync(path);
                    Assert.DoesNotContain("canary", seen, StringComparison.Ordinal);
                    inside++;
                    using (Stream stream = root.OpenWrite(path))
                    {
                        stream.Write("INSIDE"u8);
                    }

                    if (i % 50 == 0 && path != real)
                    {
                        await root.WriteAllTextAsync(path, "inside, replaced");
                    }

                    root.CreateDirectory(fresh);
                    root.DeleteDirectory(fresh, recursive: true);
                }
                catch (Exception stopped) when (stopped is ConfinementException or IOException)
                {
                    refused++;
                    string why = stopped is ConfinementException c ? c.Reason.ToString() : stopped.GetType().Name;
                    reasons[why] = reasons.GetValueOrDefault(why) + 1;
                }
            }
        }
        finally
        {
            await done.CancelAsync();
            attacker.Join();
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{inside} inside, {refused} refused, {swaps} swaps: {string.Join(", ", reasons)}");
        Assert.True(inside > 0 && refused > 0 && swaps > 0, $"{inside} inside, {refused} refused, {swaps} swaps");
        world.RequireCanary();
    }
}
