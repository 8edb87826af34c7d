using Microsoft.Extensions.Options;

namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>Checks the options at start: all errors at once, each with its fix.</summary>
internal sealed class FileDirectoryValidator : IValidateOptions<FileDirectoryOptions>
{
    public ValidateOptionsResult Validate(string? name, FileDirectoryOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Path) || options.Path.Contains('\0', StringComparison.Ordinal) || Path.GetFileName(options.Path).Length == 0)
        {
            errors.Add("The file directory has no file. Give AddFileDirectory the path of one that this process may write to.");
        }

        if (options.LockTimeout <= TimeSpan.Zero || options.LockTimeout > TimeSpan.FromMinutes(1))
        {
            errors.Add("Set FileDirectoryOptions.LockTimeout to more than zero and at most one minute.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
