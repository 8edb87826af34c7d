namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>A whole message, or why there is none.</summary>
/// <param name="Message">The message.</param>
/// <param name="Ending">Why there is none, or null.</param>
/// <param name="IsOver">Whether nothing more can be read.</param>
internal readonly record struct FrameRead(ReadOnlyMemory<byte> Message, LiveEnding? Ending, bool IsOver = false);
