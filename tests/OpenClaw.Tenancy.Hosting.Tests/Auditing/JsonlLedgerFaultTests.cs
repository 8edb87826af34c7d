using System.Collections.Concurrent;
using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>Disks that fail: whoever was told that a record is durable was told the truth.</summary>
public sealed class JsonlLedgerFaultTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestDisk _disk = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Disk_that_fails_is_told_to_the_caller_and_leaves_nothing_half_written(bool whileWriting)
    {
        using (var world = new LedgerWorld(_folder.Path, _disk))
        {
            await world.Append("one");
            var good = (_disk.Write, _disk.Sync);
            if (whileWriting)
            {
                _disk.Write = (handle, bytes, offset) =>
                {
                    RandomAccess.Write(handle, bytes.Span[..(bytes.Length / 2)], offset);
                    throw new IOException("No space left on device");
                };
            }
            else
            {
                int left = 1;
                _disk.Sync = handle => { if (left-- > 0) { throw new IOException("Input/output error"); } LastingFiles.FlushFile(handle); };
            }

            long length = new FileInfo(world.File).Length;
            await Assert.ThrowsAsync<IOException>(() => world.Append("lost"));
            Assert.Equal(length, new FileInfo(world.File).Length);
            Assert.True(SpinWait.SpinUntil(() => world.Log.Events.Contains(2112), TimeSpan.FromMinutes(1)));

            (_disk.Write, _disk.Sync) = good;
            await world.Append("two");
            Assert.True(SpinWait.SpinUntil(() => world.Log.Events.Contains(2114), TimeSpan.FromMinutes(1)));
            Assert.Equal(["1 one", "2 two"], await world.Trail());
        }

        using var after = new LedgerWorld(_folder.Path);
        Assert.Equal(["1 one", "2 two"], await after.Trail());
    }

    [Fact]
    public async Task File_that_cannot_be_cut_back_takes_nothing_more_until_a_restart()
    {
        using (var world = new LedgerWorld(_folder.Path, _disk))
        {
            await world.Append("one");
            _disk.Write = static (handle, bytes, offset) =>
            {
                RandomAccess.Write(handle, bytes.Span[..(bytes.Length / 2)], offset);
                throw new IOException("No space left on device");
            };
            _disk.Cut = static (_, _) => throw new IOException("Read-only file system");
            await Assert.ThrowsAsync<IOException>(() => world.Append("lost"));

            (_disk.Write, _disk.Cut) = (new TestDisk().Write, new TestDisk().Cut);
            await Assert.ThrowsAsync<IOException>(() => world.Append("refused"));
            Assert.True(SpinWait.SpinUntil(() => world.Log.Events.Contains(2113), TimeSpan.FromMinutes(1)));
            Assert.DoesNotContain(2114, world.Log.Events);
        }

        using var after = new LedgerWorld(_folder.Path);
        Assert.Contains(2111, after.Log.Events);
        await after.Append("two");
        Assert.Equal(["1 one", "2 two"], await after.Trail());
    }

    [Fact]
    public async Task Log_that_throws_changes_nothing_of_what_is_written()
    {
        using (var world = new LedgerWorld(_folder.Path, _disk, log: new ThrowingLog()))
        {
            await world.Append("one");
            _disk.Write = static (_, _, _) => throw new IOException("No space left on device");
            await Assert.ThrowsAsync<IOException>(() => world.Append("lost"));
            world.Ledger.Emit(world.Envelope(actor: "lost"));
            await Assert.ThrowsAsync<IOException>(() => world.Ledger.FlushAsync(Token));
            _disk.Write = new TestDisk().Write;
            await world.Append("two");
            await world.Append("three");
        }

        using var after = new LedgerWorld(_folder.Path);
        Assert.Equal(["1 one", "2 dropped 1", "3 two", "4 three"], await after.Trail());
    }

    [Fact]
    public async Task Power_that_fails_takes_nothing_that_was_acknowledged()
    {
        // What is on the disk is what the last flush put there, and any part of what was written since.
        byte[] flushed = [];
        var moments = new List<(byte[] Flushed, byte[] Written, string[] Acknowledged)>();
        var acknowledged = new ConcurrentQueue<string>();
        using (var world = new LedgerWorld(_folder.Path, _disk))
        {
            _disk.Sync = handle =>
            {
                byte[] written = new byte[RandomAccess.GetLength(handle)];
                RandomAccess.Read(handle, written, 0);
                moments.Add((flushed, written, [.. acknowledged]));
                flushed = written;
            };
            await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
            {
                for (int i = 0; i < 25; i++)
                {
                    await world.Append($"{caller}-{i}");
                    acknowledged.Enqueue($"{caller}-{i}");
                }
            }, Token)));
        }

        int largest = moments.Max(static m => m.Written.Length - m.Flushed.Length);
        Assert.InRange(moments.Count, 1, 200);
        foreach ((byte[] before, byte[] written, string[] told) in moments.Where(static (_, i) => i % 3 == 0))
        {
            foreach (int more in new[] { 0, 1, (written.Length - before.Length) / 2, written.Length - before.Length - 1 })
            {
                string folder = Path.Combine(_folder.Path, "after");
                System.IO.Directory.CreateDirectory(folder);
                File.Copy(Path.Combine(_folder.Path, "signing.key"), Path.Combine(folder, "signing.key"), overwrite: true);
                await File.WriteAllBytesAsync(LedgerWorld.PathIn(folder), written[..(before.Length + more)], Token);
                using var after = new LedgerWorld(folder);
                string[] kept = await after.Trail();
                Assert.Empty(told.Except(kept.Select(static k => k.Split(' ')[1])));
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{moments.Count} trips to the disk for 200 records, the largest {largest} bytes");
    }
}
