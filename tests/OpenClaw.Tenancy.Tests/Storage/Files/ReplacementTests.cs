using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>A file is replaced whole or not at all.</summary>
public sealed class ReplacementTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";

    [Fact]
    public async Task A_reader_sees_the_old_file_or_the_new_one()
    {
        using var world = new FilesWorld();
        TenantDirectoryRoot root = world.Acme;
        await root.WriteAllBytesAsync("state", Filled(0));
        using var done = new CancellationTokenSource();
        int read = 0;
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task reader = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                byte[] seen = await root.ReadAllBytesAsync("state");
                Assert.Equal(100_000, seen.Length);
                Assert.True(seen.AsSpan().IndexOfAnyExcept(seen[0]) < 0, "half of one file and half of another");
                read++;
                begun.TrySetResult();
            }
        });

        // On a busy machine all the writing could be over before the first reading.
        await await Task.WhenAny(begun.Task, reader);
        for (int i = 1; i <= (Long ? 5_000 : 60); i++)
        {
            await root.WriteAllBytesAsync("state", Filled((byte)i));
        }

        await done.CancelAsync();
        await reader;
        Assert.True(read > 0);
        Assert.Single(System.IO.Directory.GetFileSystemEntries(world.Real("")));
    }

    [Fact]
    public async Task A_writer_that_fails_half_way_leaves_the_old_file()
    {
        using var world = new FilesWorld();
        world.Put("state", "old");

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => world.Acme.ReplaceAsync("state", static async (stream, token) =>
        {
            await stream.WriteAsync("half of the ne"u8.ToArray(), token);
            throw new InvalidTimeZoneException();
        }));
        using var cancelled = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Acme.ReplaceAsync("state", async (stream, token) =>
        {
            await stream.WriteAsync("half"u8.ToArray(), token);
            await cancelled.CancelAsync();
        }, cancelled.Token));

        Assert.Equal("old", File.ReadAllText(world.Real("state")));
        Assert.Single(System.IO.Directory.GetFileSystemEntries(world.Real("")));
    }

    [Fact]
    public async Task A_stream_that_the_writer_disposed_is_written_all_the_same()
    {
        using var world = new FilesWorld();
        await world.Acme.ReplaceAsync("state", static async (stream, _) =>
        {
            await using var writer = new StreamWriter(stream);
            await writer.WriteAsync("new");
        });

        Assert.Equal("new", await world.Acme.ReadAllTextAsync("state"));
    }

    private static byte[] Filled(byte value)
    {
        byte[] bytes = new byte[100_000];
        bytes.AsSpan().Fill(value);
        return bytes;
    }
}
