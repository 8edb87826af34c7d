using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Secrets.TestKit;

/// <summary>A secret whose first version ends while it is read.</summary>
internal sealed class EndedSecret(SecretFault fault)
{
    private const int ReadsAfterwards = 5;

    private readonly TaskCompletionSource _isBeingRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _opened;
    private int _wanted = int.MaxValue;
    private volatile bool _hasReturned;

    internal Task IsBeingRead(int opened)
    {
        Volatile.Write(ref _wanted, opened);
        return _isBeingRead.Task;
    }

    internal void Returned() => _hasReturned = true;

    internal async Task ReadAsync(SecretHost host, TenantId tenant)
    {
        TenantContext scope = host.Scope(tenant);
        for (int afterwards = 0; afterwards < ReadsAfterwards;)
        {
            bool mustBeOver = _hasReturned;
            SecretReading reading = await host.Reader.OpenAsync(scope, SecretHost.Name, version: 1, CancellationToken.None);
            using SecretLease? lease = reading.Lease;
            if (lease is null ? reading.Fault != fault : mustBeOver || StormValue.VersionOf(tenant, lease.Read().Span) != 1)
            {
                throw new InvalidOperationException($"{(lease is null ? $"A reader was told {reading.Fault}" : "A reader got a value")}{(mustBeOver ? " after the end." : ".")}");
            }

            afterwards += mustBeOver ? 1 : 0;
            if (lease is not null && Interlocked.Increment(ref _opened) >= Volatile.Read(ref _wanted))
            {
                _isBeingRead.TrySetResult();
            }

            await Task.Yield();
        }
    }
}
