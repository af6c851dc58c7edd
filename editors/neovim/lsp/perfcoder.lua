-- Neovim 0.11 and newer. Copy to ~/.config/nvim/lsp/perfcoder.lua, then: vim.lsp.enable('perfcoder')

-- Benchmarks the function at the cursor; what comes of it is in hover (K) and lens.
local function benchmark(client)
  local at = vim.lsp.util.make_position_params(0, client.offset_encoding)
  client:exec_cmd({
    title = 'Benchmark',
    command = 'perfcoder.benchmark',
    arguments = { { uri = at.textDocument.uri, position = at.position } },
  })
end

return {
  cmd = { 'perfcoder-lsp' },
  filetypes = { 'c', 'cpp' },
  root_markers = { '.perfcoder.toml', 'compile_commands.json', '.git' },
  on_attach = function(client, buffer)
    vim.api.nvim_buf_create_user_command(buffer, 'PerfCoderBenchmark', function()
      benchmark(client)
    end, { desc = 'Benchmark the function at the cursor' })
  end,
  settings = {
    perfcoder = {
      -- server = { diagnostics = true, code_lens = true, benchmark_lens = 'loops', hover = true, measure_on_save = false },
      -- build = { flags = { '-O2', '-std=c++17' } },
    },
  },
}
