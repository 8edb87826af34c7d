using OpenClaw.Tenancy.Administration;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>How a trail stands.</summary>
/// <param name="Length">How many records it has.</param>
/// <param name="Head">The hash of the last.</param>
/// <param name="Verified">Whether all of it is as it was written.</param>
/// <param name="BrokenAt">The number of the first record that is not, or null.</param>
internal sealed record TrailView(long Length, string Head, bool Verified, long? BrokenAt)
{
    internal static TrailView Of(TrailState state) => new(
        state.Head.Length, state.Head.Hash.ToString(), state.IsVerified, state.IsVerified ? null : state.BrokenAt);
}
