-- Neovim 0.11 and newer. Copy to ~/.config/nvim/lsp/perfcoder.lua, then: vim.lsp.enable('perfcoder')
return {
  cmd = { 'perfcoder-lsp' },
  filetypes = { 'c', 'cpp' },
  root_markers = { '.perfcoder.toml', 'compile_commands.json', '.git' },
  settings = {
    perfcoder = {
      -- server = { diagnostics = true, code_lens = true, hover = true, measure_on_save = false },
      -- build = { flags = { '-O2', '-std=c++17' } },
    },
  },
}
