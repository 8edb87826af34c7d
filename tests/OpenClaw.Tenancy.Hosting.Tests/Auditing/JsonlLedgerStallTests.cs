using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.TestKit.Ledgers;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>The ledger in files while the disk does not answer.</summary>
public sealed class JsonlLedgerStallTests : LedgerStallContract, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    protected override LedgerUnderTest Open() => new JsonlLedger(_folder.Path, _disk, static o => (o.MaxWaiting, o.MaxWaitingPerTrail) = (MaxWaiting, MaxWaitingPerTrail));

    protected override Task<IAsyncDisposable> StallAsync(LedgerUnderTest ledger)
    {
        var stall = new Stall();
        Action<Microsoft.Win32.SafeHandles.SafeFileHandle> sync = _disk.Sync;
        _disk.Sync = handle =>
        {
            stall.Wait();
            sync(handle);
        };
        return Task.FromResult<IAsyncDisposable>(stall);
    }

    protected override Task ReachedAsync(IAsyncDisposable stall) => ((Stall)stall).Reached.WaitAsync(TimeSpan.FromMinutes(1));

    private sealed class Stall : IAsyncDisposable
    {
        private readonly ManualResetEventSlim _over = new();
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask DisposeAsync()
        {
            _over.Set();
            return ValueTask.CompletedTask;
        }

        internal Task Reached => _reached.Task;

        internal void Wait()
        {
            _reached.TrySetResult();
            _over.Wait(TimeSpan.FromMinutes(1));
        }
    }
}
