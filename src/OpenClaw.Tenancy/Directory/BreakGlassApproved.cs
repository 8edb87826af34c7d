using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Directory;

/// <summary>Somebody else than whoever asked opens a tenant to him, for as long as he asked and no longer.</summary>
internal sealed class BreakGlassApproved : BreakGlassChange
{
    public required LinkedIdentity Approver { get; init; }

    /// <summary>The digest of the request that is approved.</summary>
    public required string Request { get; init; }

    public required long NotBeforeTicks { get; init; }

    public required long NotAfterTicks { get; init; }

    /// <summary>The id of the key that signed.</summary>
    public required string Key { get; init; }

    /// <summary>The signature over the request and this approval, in base64.</summary>
    public required string Signature { get; init; }

    internal override void Check()
    {
        base.Check();
        CheckIdentity(Approver, nameof(Approver));
        ChangeText.RequireDigest(Request, nameof(Request));
        ChangeText.RequireId(Key, nameof(Key));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(NotBeforeTicks, 0, nameof(NotBeforeTicks));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(NotAfterTicks, DateTime.MaxValue.Ticks, nameof(NotAfterTicks));
        Signed();
    }

    // SECURITY: decided here, at the moment when the change is applied. Whoever has become the requester's other name meanwhile is the requester.
    private protected override DirectoryRefusal? RefusalOf(BreakGlassGrant grant, DirectoryWorld world, in DirectoryMoment at) =>
        !string.Equals(grant.Digest.ToString(), Request) ? DirectoryRefusal.Conflict("What was approved is not what was asked for. Read the request again, and decide again.")
        : world.IsSamePerson(grant.Requester, Approver) ? DirectoryRefusal.NotAllowed("Whoever asks for a break-glass grant does not approve it, under whichever name. Let another operator decide.")
        : grant.StatusAt(at.Ticks) is var status && status != GrantStatus.Pending ? Over(status)
        : grant.Entry.Status != TenantStatus.Active ? DirectoryRefusal.Conflict($"The tenant is {grant.Entry.Status}, and nothing opens it. Open it first.")
        : !IsNear(NotBeforeTicks, in at) ? DirectoryRefusal.Conflict("The clock of whoever approves is not that of the directory. Set it right.")
        : NotAfterTicks - NotBeforeTicks != grant.Duration.Ticks ? DirectoryRefusal.Conflict("A break-glass grant is open for as long as was asked, from its approval on.")
        : null;

    private protected override void CommitTo(BreakGlassGrant grant, in DirectoryMoment at) =>
        grant.Approve(new GrantApproval(Approver, NotBeforeTicks, NotAfterTicks, Key, Signed(), at.Sequence), in at);

    private byte[] Signed()
    {
        byte[] bytes = new byte[VerificationKey.SignatureLength];
        return Signature is not null && Convert.TryFromBase64String(Signature, bytes, out int written) && written == bytes.Length
            ? bytes
            : throw new ArgumentException($"A signature is {VerificationKey.SignatureLength} bytes in base64.", nameof(Signature));
    }
}
