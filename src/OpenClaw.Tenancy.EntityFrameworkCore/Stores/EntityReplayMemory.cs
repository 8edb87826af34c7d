using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>The replay memory in a relational database, so over all processes that share it.</summary>
internal sealed class EntityReplayMemory(IDbContextFactory<TenancyStoreContext> contexts, TenancyTables tables, TimeProvider time) : IReplayMemory
{
    private const int SweepSize = 200;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(30);

    private long _nextSweepTicks;

    public async ValueTask<bool> TryConsumeAsync(TenantId tenant, string issuer, string tokenId, DateTimeOffset until, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentException.ThrowIfNullOrEmpty(issuer);
        ArgumentException.ThrowIfNullOrEmpty(tokenId);
        long now = time.GetUtcNow().UtcTicks;
        if (until.UtcTicks <= now - ReplayRetention.Acceptance.Ticks)
        {
            return false;
        }

        await tables.ReadyAsync(cancellationToken).ConfigureAwait(false);
        TenancyStoreContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            // SECURITY: the key of the table decides who was first; nothing is asked beforehand.
            int added = await context.Database.ExecuteSqlAsync(
                $"INSERT INTO tenancy_consumed_tokens (tenant_id, digest, until_ticks) VALUES ({tenant.ToString()}, {Digest(issuer, tokenId)}, {until.UtcTicks}) ON CONFLICT DO NOTHING",
                cancellationToken).ConfigureAwait(false);
            if (added == 1)
            {
                await SweepAsync(context, now, cancellationToken).ConfigureAwait(false);
            }

            return added == 1;
        }
    }

    // One that adds a row may take some away: so the table shrinks as fast as it grows, without a job of its own.
    private async Task SweepAsync(TenancyStoreContext context, long now, CancellationToken cancellationToken)
    {
        long due = Volatile.Read(ref _nextSweepTicks);
        if (now < due || Interlocked.CompareExchange(ref _nextSweepTicks, now + SweepInterval.Ticks, due) != due)
        {
            return;
        }

        try
        {
            long forgotten = now - ReplayRetention.Memory.Ticks;
            int removed = await context.Consumed.Where(t => t.UntilTicks < forgotten).OrderBy(static t => t.UntilTicks).Take(SweepSize)
                .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            if (removed == SweepSize)
            {
                Volatile.Write(ref _nextSweepTicks, 0);
            }
        }
        catch (Exception exception) when (exception is DbException or OperationCanceledException)
        {
            // The credential was used up, and that is the answer. What was not removed is removed later.
        }
    }

    private static byte[] Digest(string issuer, string tokenId)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, issuer);
        Append(hash, tokenId);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, string field)
    {
        byte[] bytes = StrictUtf8.GetBytes(field);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
