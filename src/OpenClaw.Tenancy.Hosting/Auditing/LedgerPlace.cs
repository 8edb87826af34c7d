using System.Runtime.InteropServices;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>Where an entry's line stands.</summary>
/// <param name="Offset">Where it begins in its file.</param>
/// <param name="Segment">The number of the file, from 0.</param>
/// <param name="Length">How long it is, without its end.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LedgerPlace(long Offset, int Segment, int Length);
