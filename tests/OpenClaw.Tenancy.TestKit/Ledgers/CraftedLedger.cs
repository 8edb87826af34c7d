using System.Buffers;
using System.Text;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.TestKit.Ledgers;

/// <summary>A ledger that no store keeps, with its key at hand: exports of it are written line by line, rightly or not.</summary>
public sealed class CraftedLedger : IDisposable
{
    public const string Origin = "openclaw-tenancy/crafted";

    private readonly List<AuditEntry> _entries = [];
    private readonly Dictionary<TenantId, TrailHead> _heads = [];
    private readonly string _origin;

    public CraftedLedger(string origin = Origin, EcdsaSigner? signer = null) => (_origin, Signer) = (origin, signer ?? EcdsaSigner.Generate());

    public EcdsaSigner Signer { get; }

    public VerificationKey Key => Signer.Key;

    public int Size => _entries.Count;

    public AuditEntry this[int index] => _entries[index];

    /// <summary>Records of two tenants in turn: acme has the even places.</summary>
    public static CraftedLedger Of(int count, string actor = "alice", string origin = Origin, EcdsaSigner? signer = null)
    {
        var ledger = new CraftedLedger(origin, signer);
        for (int i = 0; i < count; i++)
        {
            ledger.Add(i % 2 == 0 ? TestWorld.Acme : TestWorld.Globex, actor);
        }

        return ledger;
    }

    public void Add(TenantId tenant, string actor) => Add(new AuditEnvelope(tenant, DateTimeOffset.UnixEpoch)
    {
        Actor = actor,
        Action = "members.add",
        Outcome = AuditOutcome.Allowed,
        ReasonCode = "none",
    });

    public void Add(AuditEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        TrailHead head = _heads.GetValueOrDefault(envelope.Tenant, TrailHead.Empty(_origin, envelope.Tenant.ToString()));
        AuditEntry entry = AuditChain.Next(in head, _entries.Count, envelope);
        _entries.Add(entry);
        _heads[envelope.Tenant] = entry.Head;
    }

    /// <summary>What the ledger was, and where a trail ended, when it had so many records.</summary>
    public LedgerCheckpoint At(int size, TenantId? trail = null)
    {
        var plain = new LedgerCheckpoint(_origin, size, Tree(size).RootAt(size));
        return trail is null ? plain : plain.With(trail.ToString(), _entries.Take(size).LastOrDefault(e => e.Trail == trail.ToString())?.Head ?? TrailHead.Empty(_origin, trail.ToString()));
    }

    public ValueTask<SignedCheckpoint> SignAsync(LedgerCheckpoint checkpoint) => checkpoint.SignAsync(Signer, CancellationToken.None);

    /// <summary>The line of a record, proved to be in the whole ledger.</summary>
    public string Line(int index) => Line(_entries[index], Tree(Size).ProveInclusion(index, Size));

    public static string Line(AuditEntry entry, IReadOnlyList<Digest256> proof)
    {
        var output = new ArrayBufferWriter<byte>();
        AuditEntryText.Write(output, entry, proof);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    public static string Line(SignedCheckpoint checkpoint)
    {
        var output = new ArrayBufferWriter<byte>();
        checkpoint.WriteLine(output);
        return Encoding.UTF8.GetString(output.WrittenSpan[..^1]);
    }

    /// <summary>The lines of a tenant's export, the checkpoint the last of them.</summary>
    public async Task<string[]> ExportAsync(TenantId tenant) =>
    [
        .. _entries.Where(e => e.Trail == tenant.ToString()).Select(e => Line((int)e.Index)),
        Line(await SignAsync(At(Size, tenant))),
    ];

    public IReadOnlyList<Digest256> Proof(int index) => Tree(Size).ProveInclusion(index, Size);

    public void Dispose() => Signer.Dispose();

    private MerkleTree Tree(int size) => new([.. _entries.Take(size).Select(static e => e.Leaf())]);
}
