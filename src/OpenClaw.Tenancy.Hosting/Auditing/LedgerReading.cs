using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Hosting.Files;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>Looks for the records of one trail.</summary>
internal static class LedgerReading
{
    internal static IReadOnlyList<AuditRecord> Read(
        LineFile file, TenantId tenant, long afterSequence, int max, Func<string, TenantId> tenants, CancellationToken cancellationToken)
    {
        string text = tenant.ToString();
        var found = new List<AuditRecord>();

        // What is behind the length is not on the disk yet.
        var scanner = new LineScanner(file.Handle, 0, file.Length);
        while (found.Count < max && scanner.TryNext(out ReadOnlyMemory<byte> line))
        {
            cancellationToken.ThrowIfCancellationRequested();
            (string trail, long sequence) = AuditLine.Place(line);
            if (sequence > afterSequence && string.Equals(trail, text, StringComparison.Ordinal))
            {
                found.Add(AuditLine.Record(line, name => string.Equals(name, text, StringComparison.Ordinal) ? tenant : tenants(name)));
            }
        }

        return found;
    }
}
