using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Claims;

/// <summary>The cells that a claim lives by, each with the word that it was accepted with.</summary>
internal readonly struct Liveness
{
    private readonly LivenessCell _tenant;
    private readonly LivenessCell _member;
    private readonly LivenessCell? _credential;
    private readonly long _tenantWord;
    private readonly long _memberWord;
    private readonly long _credentialWord;

    internal Liveness(TenantDirectory directory, TenantEntry entry, string issuer, string subject, string? credentialId)
    {
        Entry = entry;
        _tenant = entry.Cell;
        _credential = credentialId is null ? null : entry.Credentials.Get(issuer, credentialId);

        // INVARIANT: the words are read before anything is decided by the cells, so that a revocation in between is seen later.
        _tenantWord = _tenant.Word;
        _credentialWord = _credential?.Word ?? 0;
        do
        {
            _member = directory.CellOf(entry, issuer, subject);
            _memberWord = _member.Word;
        }
        while (!ReferenceEquals(_member, directory.CellOf(entry, issuer, subject))); // Became a member meanwhile: then the membership decides.
    }

    internal TenantEntry Entry { get; }

    /// <summary>The generation that the holder had when the claim was accepted.</summary>
    internal long HolderGeneration => _memberWord >> 1;

    internal bool IsTenantAlive => _tenant.Word == _tenantWord;

    internal bool IsHolderAlive => _member.Word == _memberWord && (_credential is null || _credential.Word == _credentialWord);

    internal bool WasTenantAlive => LivenessCell.IsAlive(_tenantWord);

    internal bool WasHolderAlive => LivenessCell.IsAlive(_memberWord) && (_credential is null || LivenessCell.IsAlive(_credentialWord));

    /// <summary>Whether the holder was revoked by a change behind this one.</summary>
    internal bool RevokedBehind(long sequence) => _memberWord >> 1 > sequence;

    /// <summary>Whether something issued with this generation, or else at this moment, was revoked since.</summary>
    internal bool RevokedSince(long? generation, long latestIssuedTicks) => generation is { } minted
        ? minted != (_tenantWord >> 1) + (_memberWord >> 1)
        : latestIssuedTicks <= Math.Max(_tenant.EpochTicks, _member.EpochTicks);
}
