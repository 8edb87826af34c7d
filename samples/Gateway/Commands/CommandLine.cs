namespace OpenClaw.Tenancy.Samples.Gateway.Commands;

/// <summary>A command and its options. Each option has a value and stands once; what is not known is wrong use.</summary>
public sealed class CommandLine
{
    /// <summary>Stands among the options of a command that takes one text without a name.</summary>
    public const string Operand = "";

    private const string Audit = "audit";

    // No scopes at all is something to ask for.
    private const string MayBeEmpty = "--scopes";

    private readonly Dictionary<string, string> _options;

    private CommandLine(string command, Dictionary<string, string> options) => (Command, _options) = (command, options);

    /// <summary>The command; empty for the host itself.</summary>
    public string Command { get; }

    public string? this[string option] => _options.GetValueOrDefault(option);

    public static CommandLine Parse(IReadOnlyList<string> args, IReadOnlyDictionary<string, string[]> commands)
    {
        (string command, int next) = ReadCommand(args);
        if (!commands.TryGetValue(command, out string[]? known))
        {
            throw new WrongUseException($"There is no command '{command}'.");
        }

        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        while (next < args.Count)
        {
            string name = args[next++];
            if (!name.StartsWith("--", StringComparison.Ordinal) && known.Contains(Operand, StringComparer.Ordinal) && options.TryAdd(Operand, name))
            {
                continue;
            }

            if (!name.StartsWith("--", StringComparison.Ordinal) || !known.Contains(name, StringComparer.Ordinal))
            {
                throw new WrongUseException($"There is no option '{name}' here.");
            }

            if (next == args.Count || (args[next].Length == 0 && name != MayBeEmpty) || !options.TryAdd(name, args[next++]))
            {
                throw new WrongUseException($"The option '{name}' takes one value, once.");
            }
        }

        return new CommandLine(command, options);
    }

    public string Require(string option) =>
        this[option] ?? throw new WrongUseException(option == Operand ? "The file is missing." : $"The option '{option}' is missing.");

    // The commands about the trail have two words.
    private static (string Command, int Next) ReadCommand(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || args[0].StartsWith("--", StringComparison.Ordinal))
        {
            return (string.Empty, 0);
        }

        return args is [Audit, var second, ..] ? ($"{Audit} {second}", 2) : (args[0], 1);
    }
}
