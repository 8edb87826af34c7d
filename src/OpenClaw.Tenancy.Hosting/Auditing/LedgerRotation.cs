namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>Begins a new file when the one that is written is full, and each day where files are dropped by their age. Used by the writer's thread.</summary>
internal sealed class LedgerRotation(LedgerFile file, JsonlLedgerOptions options, TimeProvider time)
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    private long _begun = time.GetTimestamp();

    internal void Turn()
    {
        bool full = file.Length >= options.MaxFileBytes;
        bool old = options.RetainFor is not null && time.GetElapsedTime(_begun) >= Daily;
        if (!full && !old)
        {
            return;
        }

        _begun = time.GetTimestamp();
        try
        {
            file.Seal();
        }
#pragma warning disable CA1031 // Reason: whatever it was, those who wait for their records must be told what becomes of them.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            // Whether anything can be written is found out by writing: the file that is there goes on, or takes nothing more.
        }
    }
}
