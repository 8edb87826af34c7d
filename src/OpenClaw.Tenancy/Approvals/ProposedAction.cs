using System.Text;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>What a run proposes to do, exactly. Nothing of it is normalised: one other character is another action.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class ProposedAction
{
    /// <summary>The longest command, in characters.</summary>
    public const int MaxCommand = 16_384;

    /// <summary>The longest of the other texts, in characters.</summary>
    public const int MaxText = 4096;

    /// <summary>The kind of everything that is proposed in this version: to execute a command.</summary>
    public const string Exec = "exec";

    private const string Domain = "openclaw-tenancy/approval-action/v1";
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>States an action.</summary>
    /// <param name="command">The whole command, as it will be executed.</param>
    /// <exception cref="ArgumentException">It is empty, longer than <see cref="MaxCommand"/>, or no text: it has half a surrogate pair or a NUL.</exception>
    public ProposedAction(string command) => Command = Require(command, MaxCommand, nameof(command));

    /// <summary>What kind of thing it is: <see cref="Exec"/>.</summary>
    public string Kind { get; } = Exec;

    /// <summary>The whole command.</summary>
    public string Command { get; }

    /// <summary>The folder that it is executed in. Default: null, which is another action than an empty text.</summary>
    /// <exception cref="ArgumentException">It is longer than <see cref="MaxText"/>, or no text.</exception>
    public string? Cwd { get; init => field = Optional(value, nameof(Cwd)); }

    /// <summary>The agent that executes it, in the gateway's own words. Default: null.</summary>
    /// <exception cref="ArgumentException">It is longer than <see cref="MaxText"/>, or no text.</exception>
    public string? Agent { get; init => field = Optional(value, nameof(Agent)); }

    /// <summary>The session for which it is executed, in the gateway's own words: its id or its key. Default: null.</summary>
    /// <exception cref="ArgumentException">It is longer than <see cref="MaxText"/>, or no text.</exception>
    public string? Session { get; init => field = Optional(value, nameof(Session)); }

    /// <summary>The digest over all of it, each field with its length before it.</summary>
    /// <returns>A whole SHA-256.</returns>
    public Digest256 ToDigest() => FieldDigest.Of(
        Domain, Kind, Command, Presence(Cwd), Cwd ?? string.Empty, Presence(Agent), Agent ?? string.Empty, Presence(Session), Session ?? string.Empty);

    // INVARIANT: absent and empty differ.
    private static string Presence(string? text) => text is null ? "0" : "1";

    private static string? Optional(string? text, string name) => text is null or "" ? text : Require(text, MaxText, name);

    private static string Require(string text, int longest, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, name);
        return text.Length <= longest && !text.Contains('\0', StringComparison.Ordinal) && IsText(text) ? text : throw new ArgumentException(
            $"The text is longer than {longest} characters, or holds a NUL or half a surrogate pair. Only what can be kept and shown as it is can be approved.", name);
    }

    private static bool IsText(string text)
    {
        try
        {
            return StrictUtf8.GetByteCount(text) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
