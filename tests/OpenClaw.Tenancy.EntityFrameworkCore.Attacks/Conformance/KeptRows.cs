using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks.Conformance;

/// <summary>A store over one table. No query names a tenant: the context that it opens knows no other.</summary>
/// <param name="open">Opens a context for one operation, with what the caller came with; for one object's id, or for all.</param>
public sealed class KeptRows<T>(Func<string?, KeptDb> open)
    where T : KeptRow
{
    public async Task<string> AddAsync(T row, CancellationToken cancellationToken)
    {
        await using KeptDb db = open(null);
        db.Add(row);
        await db.SaveChangesAsync(cancellationToken);
        return row.Id;
    }

    public async Task<T?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using KeptDb db = open(id);
        return await db.Set<T>().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
    }

    public async Task<bool> UpdateAsync(string id, string body, CancellationToken cancellationToken)
    {
        await using KeptDb db = open(id);
        if (await db.Set<T>().SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } row)
        {
            return false;
        }

        row.Body = body;
        return await db.SaveChangesAsync(cancellationToken) == 1;
    }

    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await using KeptDb db = open(id);
        return await db.Set<T>().Where(r => r.Id == id).ExecuteDeleteAsync(cancellationToken) == 1;
    }

    public async Task<bool> ExistsAsync(string id, CancellationToken cancellationToken)
    {
        await using KeptDb db = open(id);
        return await db.Set<T>().AnyAsync(r => r.Id == id, cancellationToken);
    }

    public async Task<(List<T> Rows, long Total)> ListAsync(int limit, string after, CancellationToken cancellationToken)
    {
        await using KeptDb db = open(null);
        List<T> rows = await db.Set<T>().Where(r => string.Compare(r.Id, after) > 0).OrderBy(static r => r.Id).Take(limit).ToListAsync(cancellationToken);
        return (rows, await db.Set<T>().LongCountAsync(cancellationToken));
    }

    public async Task<List<T>> WhereAsync(Func<IQueryable<T>, IQueryable<T>> which, CancellationToken cancellationToken)
    {
        await using KeptDb db = open(null);
        return await which(db.Set<T>()).ToListAsync(cancellationToken);
    }

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await using KeptDb db = open(null);
        return await db.Set<T>().LongCountAsync(cancellationToken);
    }

    public async IAsyncEnumerable<T> StreamAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using KeptDb db = open(null);
        await foreach (T row in db.Set<T>().AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            // A query that is under way is one execution: who hands its rows out one by one looks again for each.
            db.GetTenant();
            yield return row;
        }
    }
}
