namespace OpenClaw.Tenancy.Samples.Gateway.Commands;

/// <summary>A command and its options. Each option has a value and stands once; what is not known is wrong use.</summary>
public sealed class CommandLine
{
    // No scopes at all is something to ask for.
    private const string MayBeEmpty = "--scopes";

    private readonly Dictionary<string, string> _options;

    private CommandLine(string command, Dictionary<string, string> options) => (Command, _options) = (command, options);

    /// <summary>The command; empty for the host itself.</summary>
    public string Command { get; }

    public string? this[string option] => _options.GetValueOrDefault(option);

    public static CommandLine Parse(IReadOnlyList<string> args, IReadOnlyDictionary<string, string[]> commands)
    {
        bool named = args.Count != 0 && !args[0].StartsWith("--", StringComparison.Ordinal);
        string command = named ? args[0] : string.Empty;
        if (!commands.TryGetValue(command, out string[]? known))
        {
            throw new WrongUseException($"There is no command '{command}'.");
        }

        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = named ? 1 : 0; i < args.Count; i += 2)
        {
            if (!known.Contains(args[i], StringComparer.Ordinal))
            {
                throw new WrongUseException($"There is no option '{args[i]}' here.");
            }

            if (i + 1 == args.Count || (args[i + 1].Length == 0 && args[i] != MayBeEmpty) || !options.TryAdd(args[i], args[i + 1]))
            {
                throw new WrongUseException($"The option '{args[i]}' takes one value, once.");
            }
        }

        return new CommandLine(command, options);
    }

    public string Require(string option) =>
        this[option] ?? throw new WrongUseException($"The option '{option}' is missing.");
}
