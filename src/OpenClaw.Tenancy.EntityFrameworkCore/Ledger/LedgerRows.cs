using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>Entries as rows, and back.</summary>
internal static class LedgerRows
{
    internal static RecordRow Row(AuditEntry entry) => new()
    {
        Tenant = entry.Trail,
        Sequence = entry.Sequence,
        Index = entry.Index,
        Body = entry.Body.ToArray(),
        Hash = Bytes(entry.Hash),
        Salt = entry.Salt.ToArray(),
    };

    /// <exception cref="InvalidDataException">The row is no entry.</exception>
    internal static AuditEntry Entry(RecordRow row)
    {
        try
        {
            // An empty body is none that was ever written, and must not pass for one that was dropped.
            return row.Body is { Length: 0 } ? throw new InvalidDataException("a record has an empty body")
                : new AuditEntry(row.Tenant, row.Sequence, row.Index, row.Body, Digest256.FromBytes(row.Hash), row.Salt);
        }
        catch (ArgumentException)
        {
            throw new InvalidDataException("a record has no place, no hash or no salt");
        }
    }

    /// <summary>The entries of a part of the ledger, without what they say.</summary>
    internal static async Task<List<AuditEntry>> ReadAsync(TenancyLedgerContext context, long from, long to, CancellationToken cancellationToken)
    {
        List<RecordRow> rows = await context.Records.AsNoTracking().Where(r => r.Index >= from && r.Index < to).OrderBy(static r => r.Index)
            .Select(static r => new RecordRow { Tenant = r.Tenant, Sequence = r.Sequence, Index = r.Index, Hash = r.Hash, Salt = r.Salt })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.ConvertAll(Entry);
    }

    internal static byte[] Bytes(Digest256 digest)
    {
        byte[] bytes = new byte[Digest256.Length];
        digest.CopyTo(bytes);
        return bytes;
    }
}
